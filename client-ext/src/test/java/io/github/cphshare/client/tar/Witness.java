package io.github.cphshare.client.tar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Other tar readers: what they see in an archive. */
final class Witness {
    /** Lists many archives at once, because starting Python takes longer than reading them all. */
    private static final String PYTHON = """
            import sys, tarfile
            out = sys.stdout.buffer
            for path in sys.argv[1:]:
                with tarfile.open(path, 'r:') as archive:
                    for member in archive:
                        name = member.name + ('/' if member.isdir() else '')
                        out.write(('%d %s\\n' % (member.size, name)).encode('utf-8', 'surrogateescape'))
                out.write(b'\\n')
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
        Pattern line = Pattern.compile("(.)\\S+ \\S+ +(\\d+) \\S+ \\S+ (.*)");
        String listing = run(
                archive.getParent(),
                "tar",
                "--quoting-style=literal",
                "--absolute-names",
                "--numeric-owner",
                "--warning=no-unknown-keyword",
                "-tvf",
                archive.toString());
        List<Seen> seen = new ArrayList<>();
        for (String entry : listing.split("\n", -1)) {
            Matcher matcher = line.matcher(entry);
            if (!entry.isEmpty()) {
                assertThat(matcher.matches()).as(entry).isTrue();
                boolean bare = matcher.group(1).equals("d") && !matcher.group(3).endsWith("/");
                seen.add(new Seen(matcher.group(3) + (bare ? "/" : ""), Long.parseLong(matcher.group(2))));
            }
        }
        return seen;
    }

    /** What Python's tarfile sees in each archive, in their order. */
    static List<List<Seen>> python(List<Path> archives) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", "-c", PYTHON));
        archives.forEach(archive -> command.add(archive.toString()));
        List<List<Seen>> all = new ArrayList<>();
        List<Seen> seen = new ArrayList<>();
        for (String line : run(Path.of("."), command.toArray(String[]::new)).split("\n", -1)) {
            int space = line.indexOf(' ');
            if (space >= 0) {
                seen.add(new Seen(line.substring(space + 1), Long.parseLong(line.substring(0, space))));
            } else {
                all.add(seen);
                seen = new ArrayList<>();
            }
        }
        // Behind the last newline there is one more, empty line.
        all.remove(all.size() - 1);
        return all;
    }

    /** The wished name, or the other one where Java runs in a locale that cannot name such a file. */
    static String nameable(String wished, String otherwise) {
        try {
            return Path.of(wished).toString();
        } catch (InvalidPathException unmappable) {
            return otherwise;
        }
    }

    /** Whether a file can be opened from its directory, so that nobody can lead the way to it elsewhere. */
    static boolean holdsDirectoriesOpen(Path folder) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            return stream instanceof SecureDirectoryStream;
        }
    }

    /** Whether a program is there to be run. */
    static boolean has(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Whether a program can be run and has no complaint. */
    static boolean succeeds(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor() == 0;
    }

    /** Runs a program that has to succeed, and gives what it prints. */
    static String run(Path folder, String... command) throws IOException, InterruptedException {
        return run(folder, "", List.of(command));
    }

    /** The same, for a program that is told by its standard input what to do. */
    static String run(Path folder, String input, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("TZ", "UTC");
        Path file = Files.createTempFile("input", ".txt");
        try {
            builder.redirectInput(Files.writeString(file, input).toFile());
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } finally {
            Files.delete(file);
        }
    }
}
