package io.github.cphshare.benchmarks.tar;

import io.github.cphshare.benchmarks.Known;
import io.github.cphshare.benchmarks.Quartiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Prints what a check costs beside its floor and its peers, as Markdown. */
public final class TarMain {
    private static final String BY_HEADER = "bare walk, 512 bytes a read (floor)";
    private static final String BY_WINDOW = "bare walk, 64 KiB a read (floor)";
    private static final String CHECK = "**our check**, 128 MiB heap";
    private static final String CHECK_PROCESS = "**our check**, start of the JVM included";
    private static final String TAR = "`tar -tf`";
    private static final String SHA = "SHA-256 of all bytes";
    private static final int ROUNDS = 7;

    private final int rounds;
    private final List<Contestant> contestants;

    private TarMain(int rounds, List<Contestant> contestants) {
        this.rounds = rounds;
        this.contestants = contestants;
    }

    /** Measures, and prints the tables. With the argument {@code small}, one round only, to see that it runs. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Contestant> all = new ArrayList<>(List.of(
                Contestant.jvm(BY_HEADER, TarPass.WALK_BY_HEADER, "256m"),
                Contestant.jvm(BY_WINDOW, TarPass.WALK_BY_WINDOW, "256m"),
                Contestant.jvm(CHECK, TarPass.CHECK, "128m"),
                Contestant.jvm("Commons Compress, stream", TarPass.COMPRESS_STREAM, "256m"),
                Contestant.jvm("Commons Compress, `TarFile`", TarPass.COMPRESS_FILE, "256m"),
                Contestant.jvm(SHA, TarPass.SHA_256, "256m"),
                Contestant.process(CHECK_PROCESS, TarPass.CHECK, "128m")));
        for (Contestant tool : Contestant.tools().toList()) {
            if (tool.isThere()) {
                all.add(tool);
            }
        }
        boolean small = arguments.length > 0 && arguments[0].equals("small");
        new TarMain(small ? 1 : ROUNDS, all).run();
    }

    private void run() throws IOException, InterruptedException {
        Map<Shape, Map<String, double[]>> measured = new LinkedHashMap<>();
        Path archive = Files.createTempFile("cph-share-benchmark", ".tar");
        try {
            for (Shape shape : Shape.values()) {
                shape.write(archive);
                measured.put(shape, measure(archive));
            }
        } finally {
            Files.delete(archive);
        }
        print(measured);
    }

    /** In turns, so that what slows the machine for a while slows all of them. */
    private Map<String, double[]> measure(Path archive) throws IOException, InterruptedException {
        Map<String, double[]> times = new LinkedHashMap<>();
        for (Contestant contestant : contestants) {
            times.put(contestant.name(), new double[rounds]);
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < contestants.size(); i++) {
                Contestant contestant = contestants.get((round + i) % contestants.size());
                Known.value(times, contestant.name())[round] = contestant.milliseconds(archive);
            }
        }
        return times;
    }

    private void print(Map<Shape, Map<String, double[]>> measured) {
        System.out.println("## Tar check\n");
        System.out.println("Milliseconds, quartiles of " + rounds + " rounds in turns, each pass in a process of its own. "
                + "The bare walks, our check, Commons Compress and SHA-256 count inside a fresh JVM; the rest counts from "
                + "the start of the process to its end. No peer checks anything but what it needs for a listing.\n");
        line("pass", measured.keySet().stream().map(Shape::words));
        line("---", measured.keySet().stream().map(shape -> "---"));
        for (Contestant contestant : contestants) {
            line(contestant.name(), measured.values().stream()
                    .map(times -> cell(Known.value(times, contestant.name()))));
        }
        System.out.println();
        line("goal", Stream.of("measured", "met"));
        line("---", Stream.of("---", "---"));
        atMost("one entry of 4 GiB: at most 10 ms over the floor", 10, over(measured, Shape.ONE_LARGE));
        atMost("4 GiB : 1 GiB at most 1.3", 1.3, ratio(
                times(measured, Shape.ONE_LARGE, CHECK), times(measured, Shape.ONE_QUARTER, CHECK)));
        atMost("20,000 entries: at most 3 x the floor", 3, toFloor(measured, Shape.MIXED));
        atMost("20,000 entries: at most 10 % of SHA-256", 0.1, ratio(
                times(measured, Shape.MIXED, CHECK), times(measured, Shape.MIXED, SHA)));
        atMost("200,000 files: at most 2.5 x the floor", 2.5, toFloor(measured, Shape.SMALL_FILES));
        atMost("1,000,000 entries: at most 3 x the floor", 3, toFloor(measured, Shape.EMPTY_FILES));
        if (contestants.stream().anyMatch(contestant -> contestant.name().equals(TAR))) {
            for (Shape shape : List.of(Shape.SMALL_FILES, Shape.EMPTY_FILES)) {
                atMost(shape.words() + ": ahead of `tar -tf`, JVM start included", 1, ratio(
                        times(measured, shape, CHECK_PROCESS), times(measured, shape, TAR)));
            }
        }
        System.out.println();
    }

    private static void line(String first, Stream<String> rest) {
        System.out.println(Stream.concat(Stream.of(first), rest).reduce("", (line, cell) -> line + "| " + cell + " ") + "|");
    }

    private static String cell(double[] values) {
        return Double.isNaN(values[0]) ? "fails" : Quartiles.of(values).toString();
    }

    private static double[] times(Map<Shape, Map<String, double[]>> measured, Shape shape, String name) {
        return Known.value(Known.value(measured, shape), name);
    }

    private static double[] floor(Map<Shape, Map<String, double[]>> measured, Shape shape) {
        double[] byHeader = times(measured, shape, BY_HEADER);
        double[] byWindow = times(measured, shape, BY_WINDOW);
        double[] floor = new double[byHeader.length];
        for (int i = 0; i < floor.length; i++) {
            floor[i] = Math.min(byHeader[i], byWindow[i]);
        }
        return floor;
    }

    private static double[] toFloor(Map<Shape, Map<String, double[]>> measured, Shape shape) {
        return ratio(times(measured, shape, CHECK), floor(measured, shape));
    }

    private static double[] over(Map<Shape, Map<String, double[]>> measured, Shape shape) {
        double[] check = times(measured, shape, CHECK).clone();
        double[] floor = floor(measured, shape);
        for (int i = 0; i < check.length; i++) {
            check[i] -= floor[i];
        }
        return check;
    }

    private static double[] ratio(double[] of, double[] to) {
        double[] ratio = new double[of.length];
        for (int i = 0; i < ratio.length; i++) {
            ratio[i] = of[i] / to[i];
        }
        return ratio;
    }

    private static void atMost(String goal, double most, double[] values) {
        Quartiles quartiles = Quartiles.of(values);
        String met = quartiles.median() <= most ? "yes" : "no";
        line(goal, Stream.of(String.format(Locale.ROOT, "%s", quartiles), met));
    }
}
