package io.github.cphshare.benchmarks.start;

import io.github.cphshare.benchmarks.Chart;
import io.github.cphshare.benchmarks.Interleaved;
import io.github.cphshare.benchmarks.Known;
import io.github.cphshare.benchmarks.Processes;
import io.github.cphshare.benchmarks.Quartiles;
import io.github.cphshare.benchmarks.Report;
import io.github.cphshare.benchmarks.Scale;
import io.github.cphshare.benchmarks.push.FirstPushMain;
import io.github.cphshare.benchmarks.push.StubProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The first push of a fresh process, as it is, with a class-data archive, and with the ahead-of-time cache of JDK 25. */
public final class StartComparison {
    private static final String MAIN = FirstPushMain.class.getName();
    private static final String OKHTTP = "raw OkHttp";
    private static final String OURS = "cph-share, token";

    /** Name, contestant, and the folder of its class path. */
    private static final List<List<String>> CONTESTANTS = List.of(
            List.of(OKHTTP, "OKHTTP", "okhttp"),
            List.of(OURS, "OURS", "client"),
            List.of("cph-share, AK/SK", "OURS_AK_SK", "client"),
            List.of("official SDK, AK/SK", "OFFICIAL_AK_SK", "official"),
            List.of("JDK HttpClient", "JDK", "none"));

    private StartComparison() {}

    /**
     * Measures.
     *
     * @param scale how much
     * @param report where the tables go
     * @param benchmarks our jar
     * @param paths a folder of jars for each contestant
     * @param jdk25 the home of a JDK 25, if there is one
     */
    public static void run(Scale scale, Report report, Path benchmarks, Path paths, @Nullable String jdk25)
            throws IOException, InterruptedException {
        int rounds = scale.rounds(20);
        report.heading("First push of a fresh process");
        report.paragraph("""
                Milliseconds from the start of a process to its end, in which it makes a client and pushes to two servers once; %d
                processes each, in turns. The class-data archive is what `java -XX:ArchiveClassesAtExit=app.jsa` writes and
                `-XX:SharedArchiveFile=app.jsa` reads, the ahead-of-time cache what `-XX:AOTCacheOutput=app.aot` writes and
                `-XX:AOTCache=app.aot` reads (JDK 25).""".formatted(rounds));
        Path archives = Files.createTempDirectory("cph-share-archives");
        try (StubProcess stub = StubProcess.start(2)) {
            List<List<String>> rows = new ArrayList<>();
            Chart chart = new Chart("first-push", "First push of a fresh process", "ms");
            String java17 = System.getProperty("java.home");
            compare(
                    "JDK " + Runtime.version().feature(),
                    java17,
                    List.of(),
                    null,
                    rounds,
                    stub,
                    benchmarks,
                    paths,
                    rows,
                    chart);
            compare(
                    "JDK " + Runtime.version().feature() + ", class-data archive",
                    java17,
                    List.of("-Xshare:auto", "-XX:SharedArchiveFile=%s", "-Xlog:disable"),
                    archives,
                    rounds,
                    stub,
                    benchmarks,
                    paths,
                    rows,
                    chart);
            if (jdk25 != null) {
                compare("JDK 25", jdk25, List.of(), null, rounds, stub, benchmarks, paths, rows, chart);
                compare(
                        "JDK 25, ahead-of-time cache",
                        jdk25,
                        List.of("-XX:AOTCache=%s", "-Xlog:disable"),
                        archives,
                        rounds,
                        stub,
                        benchmarks,
                        paths,
                        rows,
                        chart);
            }
            report.table(List.of("", "client", "ms", "× raw OkHttp", "× official"), rows);
            report.chart(chart);
            footprint(report, stub, benchmarks, paths);
        } finally {
            try (Stream<Path> files = Files.list(archives)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(archives);
        }
    }

    private static void compare(
            String title,
            String javaHome,
            List<String> options,
            @Nullable Path archives,
            int rounds,
            StubProcess stub,
            Path benchmarks,
            Path paths,
            List<List<String>> rows,
            Chart chart)
            throws IOException, InterruptedException {
        Processes processes = new Processes();
        for (List<String> contestant : CONTESTANTS) {
            String classPath = classPath(benchmarks, paths.resolve(contestant.get(2)));
            List<String> own = options;
            if (archives != null) {
                Path archive = archives.resolve(title.hashCode() + contestant.get(1));
                boolean cache = options.get(0).startsWith("-XX:AOTCache");
                Processes.output(Processes.java(
                        javaHome,
                        classPath,
                        MAIN,
                        List.of(
                                (cache ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive,
                                "-Xlog:disable"),
                        contestant.get(1),
                        stub.endpoint()));
                own = options.stream()
                        .map(option -> option.replace("%s", archive.toString()))
                        .toList();
            }
            processes.add(
                    contestant.get(0),
                    Processes.java(javaHome, classPath, MAIN, own, contestant.get(1), stub.endpoint()));
        }
        Map<String, double[]> times = processes.times(rounds);
        Map<String, Quartiles> toOkHttp = Interleaved.ratios(times, OKHTTP);
        Map<String, Quartiles> toOfficial = Interleaved.ratios(times, "official SDK, AK/SK");
        times.forEach((name, values) -> {
            Quartiles quartiles = Quartiles.of(values);
            rows.add(List.of(
                    title,
                    name,
                    quartiles.toString(),
                    Known.value(toOkHttp, name).toString(),
                    Known.value(toOfficial, name).toString()));
            chart.bar(title + ": " + name, quartiles, name.startsWith("cph-share"));
        });
    }

    private static void footprint(Report report, StubProcess stub, Path benchmarks, Path paths)
            throws IOException, InterruptedException {
        report.heading("Footprint");
        report.paragraph("""
                The runtime class path as Maven resolves it; the classes that are loaded (the JDK's among them), the heap after a
                collection, and the threads, right after the first push of a process.""");
        List<List<String>> rows = new ArrayList<>();
        Map<String, List<String>> seen = new LinkedHashMap<>();
        for (List<String> contestant : CONTESTANTS) {
            Path folder = paths.resolve(contestant.get(2));
            List<Path> jars = jars(folder);
            long bytes = 0;
            for (Path jar : jars) {
                bytes += Files.size(jar);
            }
            List<String> said = Processes.output(Processes.java(
                            System.getProperty("java.home"),
                            classPath(benchmarks, folder),
                            MAIN,
                            List.of(),
                            contestant.get(1),
                            stub.endpoint(),
                            "--footprint"))
                    .lines()
                    .toList();
            seen.put(
                    contestant.get(0),
                    List.of(
                            String.valueOf(jars.size()),
                            Quartiles.number(bytes / 1048576.0) + " MiB",
                            said.get(0),
                            Quartiles.number(Long.parseLong(said.get(1)) / 1048576.0) + " MiB",
                            said.get(2)));
        }
        seen.forEach((name, cells) -> {
            List<String> row = new ArrayList<>(List.of(name));
            row.addAll(cells);
            rows.add(row);
        });
        report.table(List.of("client", "jars", "bytes", "classes loaded", "heap", "threads"), rows);
    }

    private static String classPath(Path benchmarks, Path folder) throws IOException {
        StringBuilder path = new StringBuilder(benchmarks.toString());
        for (Path jar : jars(folder)) {
            path.append(File.pathSeparatorChar).append(jar);
        }
        return path.toString();
    }

    private static List<Path> jars(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
