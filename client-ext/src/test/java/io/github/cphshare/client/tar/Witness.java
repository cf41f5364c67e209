package io.github.cphshare.client.tar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Other tar readers: what they see in an archive. */
final class Witness {
    private static final String PYTHON = """
            import sys, tarfile
            with tarfile.open(sys.argv[1], 'r:') as archive:
                for member in archive:
                    name = member.name.lstrip('/') + ('/' if member.isdir() else '')
                    sys.stdout.buffer.write(('%d %s\\n' % (member.size, name)).encode('utf-8', 'surrogateescape'))
            """;

    private Witness() {}

    /**
     * An entry as a reader sees it.
     *
     * @param path the path, a slash behind directories
     * @param size the size of its body
     */
    record Seen(String path, long size) {
        /** Readers differ on a leading {@code /} or {@code ./} only in what they print. */
        Seen {
            path = path.replaceFirst("^(\\./|/)", "");
        }
    }

    static List<Seen> commonsCompress(Path archive) throws IOException {
        List<Seen> seen = new ArrayList<>();
        try (InputStream in = Files.newInputStream(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String slash = entry.isDirectory() && !entry.getName().endsWith("/") ? "/" : "";
                seen.add(new Seen(entry.getName() + slash, entry.getSize()));
            }
        }
        return seen;
    }

    static List<Seen> gnuTar(Path archive) throws IOException, InterruptedException {
        // mode owner size date time name
        Pattern line = Pattern.compile("\\S+ \\S+ +(\\d+) \\S+ \\S+ (.*)");
        return lines(run(
                        archive.getParent(),
                        "tar",
                        "--quoting-style=literal",
                        "--show-transformed-names",
                        "--numeric-owner",
                        "-tvf",
                        archive.toString()))
                .map(line::matcher)
                .peek(matcher -> assertThat(matcher.matches()).isTrue())
                .map(matcher -> new Seen(matcher.group(2), Long.parseLong(matcher.group(1))))
                .toList();
    }

    static List<Seen> python(Path archive) throws IOException, InterruptedException {
        return lines(run(archive.getParent(), "python3", "-c", PYTHON, archive.toString()))
                .map(line -> new Seen(
                        line.substring(line.indexOf(' ') + 1), Long.parseLong(line.substring(0, line.indexOf(' ')))))
                .toList();
    }

    private static Stream<String> lines(String output) {
        return Arrays.stream(output.split("\n", -1)).filter(line -> !line.isEmpty());
    }

    /** Whether a program is there to be run. */
    static boolean has(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Runs a program that has to succeed, and gives what it prints. */
    static String run(Path folder, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("TZ", "UTC");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
