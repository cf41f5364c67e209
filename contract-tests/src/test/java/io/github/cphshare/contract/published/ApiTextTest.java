package io.github.cphshare.contract.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The public API of each published jar is the committed one, so that a change of it is seen by those who review. Updated by
 * {@code -Dapi.update=true}.
 */
class ApiTextTest {

    @ParameterizedTest
    @EnumSource
    void the_public_api_is_the_committed_one(PublishedModule module) throws IOException {
        String api = ApiText.of(module.publicClasses());
        if (Boolean.getBoolean("api.update")) {
            Files.writeString(module.apiFile(), api);
        }
        assertThat(api)
                .as("the public API of %s differs from its api.txt; -Dapi.update=true rewrites that", module)
                .isEqualTo(Files.readString(module.apiFile()));
    }

    @Test
    void a_member_more_is_a_line_more() {
        String few = ApiText.of(List.of(Few.class));

        assertThat(few)
                .contains("protected Few()", "public static List<String> words(int)")
                .doesNotContain("hidden");
        assertThat(ApiText.of(List.of(Few.class, More.class)))
                .startsWith(few)
                .contains("public static class More extends Few implements Runnable", "public void run()");
    }

    /** What a caller sees of it is one constructor and one method. */
    public static class Few {
        /** Seen by those who extend it. */
        protected Few() {}

        /**
         * Seen.
         *
         * @param count how many
         * @return words
         */
        public static List<String> words(int count) {
            return List.of(hidden().repeat(count));
        }

        private static String hidden() {
            return "word ";
        }
    }

    /** One method more. */
    public static class More extends Few implements Runnable {
        @Override
        public void run() {}
    }
}
