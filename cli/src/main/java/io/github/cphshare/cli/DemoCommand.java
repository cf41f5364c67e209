package io.github.cphshare.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code cph-share demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        description = {
            "Shows the main job on the simulator; nothing leaves this machine.",
            "Packs a folder, refuses a hostile archive, asks whether a push to four servers can work, pushes, follows the"
                    + " jobs of which one fails, and looks at what arrived."
        },
        footer = {"", "Exit codes: 0 all went as told, 4 something did not.", "", "Examples:", "  cph-share demo"})
final class DemoCommand implements Callable<Integer> {
    private final Terminal terminal;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("cph-share-demo-");
        try {
            new Demo(terminal, folder).run();
        } finally {
            delete(folder);
        }
        return ExitCode.DONE;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(folder)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
