package io.github.cphshare.benchmarks.tar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who goes over an archive.
 *
 * @param name its name in the table
 * @param command the program and its arguments, to which the archive is added
 * @param inside whether the program prints the milliseconds of its passes; else they count from its start to its end
 */
record Contestant(String name, List<String> command, boolean inside) {
    private static final String PYTHON = """
        import sys, tarfile
        with tarfile.open(sys.argv[1], 'r:') as archive:
            for member in archive: pass
        """;

    private static final int PASSES = 8;

    /**
     * What one run took.
     *
     * @param first the milliseconds of the first pass, or of the whole process
     * @param last those of the last pass in the same JVM, when it is warm
     */
    record Times(double first, double last) {
        /** The program failed. */
        static final Times NONE = new Times(Double.NaN, Double.NaN);
    }

    static Contestant jvm(String name, TarPass pass, String heap) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                TarPass.class.getName(),
                pass.name(),
                String.valueOf(PASSES));
        return new Contestant(name, command, true);
    }

    /** The command line, as its users start it: the launcher and its options. */
    static Contestant commandLine(String name, Path launcher) {
        return new Contestant(name, List.of(launcher.toString(), "check"), false);
    }

    static Stream<Contestant> tools() {
        return Stream.of(
                new Contestant("`tar -tf`", List.of("tar", "-tf"), false),
                new Contestant("`bsdtar -tf`", List.of("bsdtar", "-tf"), false),
                new Contestant("Python `tarfile`", List.of("python3", "-c", PYTHON), false));
    }

    boolean isThere() throws InterruptedException {
        try {
            new ProcessBuilder(command.get(0), "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            return true;
        } catch (IOException notThere) {
            return false;
        }
    }

    /** Runs the program over the archive. */
    Times run(Path archive) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.add(archive.toString());
        ProcessBuilder builder = new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.DISCARD);
        if (!inside) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        long start = System.nanoTime();
        Process process = builder.start();
        String said = inside ? new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII) : "";
        int exit = process.waitFor();
        double whole = (System.nanoTime() - start) / 1e6;
        if (exit != 0) {
            return Times.NONE;
        }
        if (!inside) {
            return new Times(whole, whole);
        }
        String[] times = said.substring(0, said.indexOf(" of ")).split(" ", -1);
        return new Times(Double.parseDouble(times[0]), Double.parseDouble(times[times.length - 1]));
    }
}
