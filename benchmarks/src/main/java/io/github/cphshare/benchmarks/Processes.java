package io.github.cphshare.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fresh processes, timed from their start to their end, in turns. */
public final class Processes {
    private final Map<String, List<String>> commands = new LinkedHashMap<>();

    /**
     * Adds a contestant.
     *
     * @param name its name
     * @param command the program and its arguments
     * @return this
     */
    public Processes add(String name, List<String> command) {
        commands.put(name, command);
        return this;
    }

    /**
     * Runs all of them in turns.
     *
     * @param rounds how many runs of each count; of several, one more that comes first does not
     * @return the milliseconds of each, of each round
     */
    public Map<String, double[]> times(int rounds) throws IOException, InterruptedException {
        Map<String, double[]> times = new LinkedHashMap<>();
        for (int round = rounds > 1 ? -1 : 0; round < rounds; round++) {
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                long start = System.nanoTime();
                output(command.getValue());
                double took = (System.nanoTime() - start) * 1e-6;
                if (round >= 0) {
                    times.computeIfAbsent(command.getKey(), name -> new double[rounds])[round] = took;
                }
            }
        }
        return times;
    }

    /**
     * What a process prints; it has to end well.
     *
     * @param command the program and its arguments
     * @return its standard output
     */
    public static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException("exit " + exit + " of " + String.join(" ", command) + "\n" + output);
        }
        return output;
    }

    /**
     * A command that starts Java.
     *
     * @param javaHome the Java
     * @param classPath its class path
     * @param main the class to run
     * @param options for Java
     * @param arguments for the class
     * @return the command
     */
    public static List<String> java(
            String javaHome, String classPath, String main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(javaHome, "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(List.of(arguments));
        return command;
    }
}
