package io.github.cphshare.benchmarks.tar;

import io.github.cphshare.benchmarks.Known;
import io.github.cphshare.benchmarks.Quartiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Prints what a check costs beside its floor and its peers, as Markdown. */
public final class TarMain {
    private static final String BY_HEADER = "bare walk, 512 bytes a read (floor)";
    private static final String BY_WINDOW = "bare walk, 64 KiB a read (floor)";
    private static final String CHECK = "**our check**";
    private static final String CHECK_PROCESS = "**`cph-share check`**";
    private static final String TAR = "`tar -tf`";
    private static final String SHA = "SHA-256 of all bytes";
    private static final int ROUNDS = 5;
    private static final double LONGEST = 5_000;

    private final boolean small;
    private final int rounds;
    private final List<Contestant> contestants;

    private TarMain(boolean small, List<Contestant> contestants) {
        this.small = small;
        this.rounds = small ? 1 : ROUNDS;
        this.contestants = contestants;
    }

    /** Measures, and prints the tables. With the argument {@code small}, one round of small archives, to see that it runs. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Contestant> all = new ArrayList<>(List.of(
                Contestant.jvm(BY_HEADER, TarPass.WALK_BY_HEADER, "256m"),
                Contestant.jvm(BY_WINDOW, TarPass.WALK_BY_WINDOW, "256m"),
                Contestant.jvm(CHECK, TarPass.CHECK, "128m"),
                Contestant.jvm("Commons Compress, stream", TarPass.COMPRESS_STREAM, "256m"),
                Contestant.jvm("Commons Compress, `TarFile`", TarPass.COMPRESS_FILE, "256m"),
                Contestant.jvm(SHA, TarPass.SHA_256, "256m"),
                Contestant.commandLine(CHECK_PROCESS, Path.of(System.getProperty("benchmarks.launcher")))));
        for (Contestant tool : Contestant.tools().toList()) {
            if (tool.isThere()) {
                all.add(tool);
            }
        }
        boolean small = arguments.length > 0 && arguments[0].equals("small");
        new TarMain(small, all).run();
    }

    private void run() throws IOException, InterruptedException {
        Map<Shape, Map<String, double[]>> measured = new LinkedHashMap<>();
        Path archive = Files.createTempFile("cph-share-benchmark", ".tar");
        try {
            for (Shape shape : Shape.values()) {
                shape.write(archive, small);
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
            times.put(contestant.name(), none());
            if (contestant.inside()) {
                times.put(warm(contestant.name()), none());
            }
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < contestants.size(); i++) {
                Contestant contestant = contestants.get((round + i) % contestants.size());
                double[] first = Known.value(times, contestant.name());
                if (round > 0 && first[0] > LONGEST) {
                    continue;
                }
                Contestant.Times took = contestant.run(archive);
                first[round] = took.first();
                if (contestant.inside()) {
                    Known.value(times, warm(contestant.name()))[round] = took.last();
                }
            }
        }
        return times;
    }

    private double[] none() {
        double[] none = new double[rounds];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    private static String warm(String name) {
        return name + ", warm";
    }

    private void print(Map<Shape, Map<String, double[]>> measured) {
        System.out.println("## Tar check\n");
        System.out.println(
                "Milliseconds, quartiles of " + rounds + " rounds in turns, each run in a process of its own; who "
                        + "takes more than " + LONGEST / 1000
                        + " s sits out the other rounds. The bare walks, our check, Commons "
                        + "Compress and SHA-256 count inside the JVM (ours with a heap of 128 MiB), the first pass of a fresh one and the last of up to eight; "
                        + "the rest counts from the start of the process to its end, that of the launcher for ours. No peer checks more than it needs for a "
                        + "listing.\n");
        List<String> names = List.copyOf(measured.values().iterator().next().keySet());
        line("pass", measured.keySet().stream().map(Shape::words));
        line("---", measured.keySet().stream().map(shape -> "---"));
        for (String name : names) {
            line(name, measured.values().stream().map(times -> cell(Known.value(times, name))));
        }
        System.out.println();
        System.out.println(
                "The floor is the faster of the two bare walks of the same round. Warm, unless the goal is one "
                        + "for whole processes.\n");
        line("goal", Stream.of("measured", "in a fresh JVM", "met"));
        line("---", Stream.of("---", "---", "---"));
        atMost("one entry of 4 GiB: at most 10 ms over the floor", 10, name -> over(measured, name));
        atMost(
                "4 GiB : 1 GiB at most 1.3",
                1.3,
                name -> ratio(
                        times(measured, Shape.ONE_LARGE, name.apply(CHECK)),
                        times(measured, Shape.ONE_QUARTER, name.apply(CHECK))));
        atMost("20,000 entries: at most 3 x the floor", 3, name -> toFloor(measured, Shape.MIXED, name));
        atMost(
                "20,000 entries: at most 10 % of SHA-256",
                0.1,
                name -> ratio(
                        times(measured, Shape.MIXED, name.apply(CHECK)),
                        times(measured, Shape.MIXED, name.apply(SHA))));
        atMost("200,000 files: at most 2.5 x the floor", 2.5, name -> toFloor(measured, Shape.SMALL_FILES, name));
        atMost("1,000,000 entries: at most 3 x the floor", 3, name -> toFloor(measured, Shape.EMPTY_FILES, name));
        if (names.contains(TAR)) {
            for (Shape shape : List.of(Shape.SMALL_FILES, Shape.EMPTY_FILES)) {
                Quartiles whole =
                        Quartiles.of(ratio(times(measured, shape, CHECK_PROCESS), times(measured, shape, TAR)));
                line(
                        shape.words() + ": ahead of `tar -tf`, whole processes",
                        Stream.of(whole.toString(), "", whole.median() <= 1 ? "yes" : "no"));
            }
        }
        System.out.println();
    }

    private static void line(String first, Stream<String> rest) {
        System.out.println(
                Stream.concat(Stream.of(first), rest).reduce("", (line, cell) -> line + "| " + cell + " ") + "|");
    }

    private static String cell(double[] values) {
        double[] there =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        return there.length == 0 ? "fails" : Quartiles.of(there).toString();
    }

    private static double[] times(Map<Shape, Map<String, double[]>> measured, Shape shape, String name) {
        return Known.value(Known.value(measured, shape), name);
    }

    private static double[] floor(
            Map<Shape, Map<String, double[]>> measured, Shape shape, UnaryOperator<String> state) {
        double[] byHeader = times(measured, shape, state.apply(BY_HEADER));
        double[] byWindow = times(measured, shape, state.apply(BY_WINDOW));
        double[] floor = new double[byHeader.length];
        for (int i = 0; i < floor.length; i++) {
            floor[i] = Math.min(byHeader[i], byWindow[i]);
        }
        return floor;
    }

    private static double[] toFloor(
            Map<Shape, Map<String, double[]>> measured, Shape shape, UnaryOperator<String> state) {
        return ratio(times(measured, shape, state.apply(CHECK)), floor(measured, shape, state));
    }

    private static double[] over(Map<Shape, Map<String, double[]>> measured, UnaryOperator<String> state) {
        double[] check = times(measured, Shape.ONE_LARGE, state.apply(CHECK)).clone();
        double[] floor = floor(measured, Shape.ONE_LARGE, state);
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

    private static void atMost(String goal, double most, Function<UnaryOperator<String>, double[]> values) {
        Quartiles warm = Quartiles.of(values.apply(TarMain::warm));
        Quartiles fresh = Quartiles.of(values.apply(UnaryOperator.identity()));
        line(goal, Stream.of(warm.toString(), fresh.toString(), warm.median() <= most ? "yes" : "no"));
    }
}
