package io.github.cphshare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTest {

    @Test
    void it_shows_the_main_job_and_exits_with_0() {
        Shell.Result result = new Shell().run("demo");

        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .containsSubsequence(
                        "1. Pack a folder",
                        "sample.tar: accepted",
                        "2. Check an archive",
                        "path.dotdot  data/../../system/bin/evil",
                        "entry.symlink  data/app/shortcut",
                        "entry.device  data/app/console",
                        "hostile.tar: refused",
                        "3. Store",
                        "4. Ask beforehand",
                        "storage.none",
                        "5. Push it anyway",
                        "refused   CPS.0137",
                        "3 accepted, 1 refused",
                        "6. Follow the jobs",
                        "failed   CPS.0054",
                        "2 succeeded, 1 failed, 1 refused",
                        "7. Look at what arrived",
                        ":/data/app",
                        "config.json",
                        "nothing arrived",
                        "went as told");
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void two_runs_differ_in_the_port_and_the_ids_that_the_service_gives_only() {
        assertThat(withoutIds(new Shell().run("demo").out()))
                .isEqualTo(withoutIds(new Shell().run("demo").out()));
    }

    private static String withoutIds(String text) {
        return text.replaceAll("127\\.0\\.0\\.1:\\d+", "HOST").replaceAll("(job|request) [0-9a-f]{32}", "$1 ID");
    }

    @Test
    void it_leaves_no_files_behind() {
        List<String> before = temporaryFolders();

        new Shell().run("demo");

        assertThat(temporaryFolders()).isEqualTo(before);
    }

    private static List<String> temporaryFolders() {
        String[] names = new File(System.getProperty("java.io.tmpdir"))
                .list((folder, name) -> name.startsWith("cph-share-demo-"));
        return names == null ? List.of() : Arrays.stream(names).sorted().toList();
    }
}
