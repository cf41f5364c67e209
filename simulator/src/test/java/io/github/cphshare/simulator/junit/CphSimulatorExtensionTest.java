package io.github.cphshare.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.SampleWorld;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

class CphSimulatorExtensionTest {
    @Test
    void the_example_of_the_readme_is_the_code_that_compiles() throws IOException {
        String source =
                Files.readString(Path.of("src/test/java/io/github/cphshare/simulator/junit/ReadmeExample.java"));
        String compiled = between(source, "// spotless:off\n", "    // spotless:on");

        assertThat(between(Files.readString(Path.of("README.md")), "```java\n", "```"))
                .isEqualTo(compiled.replaceAll("(?m)^ {4}", ""));
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    @Nested
    @ExtendWith(CphSimulatorExtension.class)
    class WithoutASetUp {
        @Test
        void it_is_the_sample_world(CphSimulator simulator) {
            assertThat(simulator.projectId()).isEqualTo(SampleWorld.PROJECT_ID);
            assertThat(simulator.sharedStorage(SampleWorld.SERVERS.get(0)).files())
                    .isEmpty();
        }
    }

    @Nested
    class WithASetUp {
        private static final List<CphSimulator> SEEN = new ArrayList<>();

        @RegisterExtension
        static final CphSimulatorExtension SIMULATOR = new CphSimulatorExtension(
                CphSimulator.builder().project("p1").object("bucket-a", "a.tar", new byte[] {1}));

        @RepeatedTest(2)
        void each_test_has_a_fresh_one_and_the_old_one_is_closed(CphSimulator simulator, CphSimulator same)
                throws Exception {
            assertThat(same).isSameAs(simulator);
            assertThat(simulator.projectId()).isEqualTo("p1");
            assertThat(simulator.object("bucket-a", "a.tar")).isPresent();
            assertThat(simulator.object("bucket-a", "b.tar")).isEmpty();
            assertThat(SEEN).doesNotContain(simulator).allSatisfy(WithASetUp::assertClosed);
            simulator.putObject("bucket-a", "b.tar", new byte[] {2});
            SEEN.add(simulator);
        }

        @AfterAll
        static void closed() {
            assertThat(SEEN).hasSize(2).allSatisfy(WithASetUp::assertClosed);
        }

        private static void assertClosed(CphSimulator simulator) {
            assertThat(HttpClient.newHttpClient()
                            .sendAsync(
                                    HttpRequest.newBuilder(URI.create(simulator.endpoint() + "/"))
                                            .build(),
                                    BodyHandlers.discarding()))
                    .failsWithin(Duration.ofSeconds(10));
        }
    }
}
