package io.github.cphshare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Runs commands in processes of their own, to which signals can be sent. */
final class Processes {
    private Processes() {}

    /** What it prints goes into the files {@code out} and {@code err} of the folder. */
    static Process cphShare(Path folder, Map<String, String> environment, List<String> args)
            throws IOException, InterruptedException {
        ProcessBuilder builder = java(folder, Main.class, args)
                .redirectOutput(folder.resolve("out").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** A program whose errors go into the file {@code err} of the folder, and whose output to whoever starts it. */
    static ProcessBuilder java(Path folder, Class<?> main, List<String> args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(heedingInterrupts());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(args);
        return new ProcessBuilder(command).redirectError(folder.resolve("err").toFile());
    }

    /** What a shell begins in the background ignores SIGINT, and so do its children; GNU's env undoes that. */
    private static List<String> heedingInterrupts() throws IOException, InterruptedException {
        List<String> heeding = List.of("env", "--default-signal=INT");
        List<String> probe = Stream.concat(heeding.stream(), Stream.of("true")).toList();
        return new ProcessBuilder(probe).start().waitFor() == 0 ? heeding : List.of();
    }

    /** What Ctrl-C does. */
    static void interrupt(Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    static void waitUntil(Process process, Callable<Boolean> condition) throws Exception {
        while (process.isAlive() && !condition.call()) {
            Thread.onSpinWait();
        }
    }
}
