package io.github.cphshare.client.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths at the limits of a header's fields; not of files on disk, whose names a test cannot choose everywhere. */
class UstarHeaderTest {
    private static final int HEADER = TarBytes.BLOCK;
    private static final int RECORD = 2 * TarBytes.BLOCK;

    @Test
    void a_path_that_name_and_prefix_can_hold_needs_no_record() throws IOException {
        String prefix = "data/" + "d".repeat(150);
        String name = "f".repeat(100);
        String alone = "data" + "/f".repeat(48);

        assertThat(written(alone)).isEqualTo(HEADER);
        assertThat(written("data/" + name)).isEqualTo(HEADER);
        assertThat(written("data/" + name + "f")).isEqualTo(HEADER + RECORD);
        assertThat(written(prefix + "/" + name)).isEqualTo(HEADER);
        assertThat(written(prefix + "/" + name + "f")).isEqualTo(HEADER + RECORD);
        assertThat(written(prefix + "d/" + name.substring(1))).isEqualTo(HEADER + RECORD);
        assertThat(written(prefix + "/" + name.substring(1) + "/")).isEqualTo(HEADER);
        assertThat(written("data/" + name.substring(1) + "ff/")).isEqualTo(HEADER + RECORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "\u00e4", "\u65e5", "\uD83D\uDE00"})
    void a_long_path_is_cut_between_characters_and_not_behind_a_slash(String character) throws IOException {
        int width = character.getBytes(StandardCharsets.UTF_8).length;
        for (int start = 80; start < 100; start++) {
            String path = "data/" + "s".repeat(start - 5);
            written(path + character.repeat(160 / width));
            written(path + "/" + character.repeat(200 / width));
        }
    }

    /** How many bytes stand before the body of an entry, in which no reader finds anything to object to. */
    private static int written(String path) throws IOException {
        boolean directory = path.endsWith("/");
        byte[] blocks = new UstarHeader(0, 0, 0).write(path, directory ? '5' : '0', directory ? 0755 : 0644, 0);
        TarReport report = TarChecker.strict()
                .check(new MemoryChannel(TarBytes.archive().raw(blocks).end()));
        assertThat(report.findings()).as(path).isEmpty();
        assertThat(report.entries()).isEqualTo(1);
        return blocks.length;
    }
}
