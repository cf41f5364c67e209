package io.github.cphshare.client.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.simulator.CphSimulator;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that pushes to a fleet. */
final class FleetProcess {
    static final String WAITS_FOR_DEATH = "waits for death";

    private final CphSimulator simulator;
    private final Path journal;
    private final int servers;
    private final int serversPerRequest;
    private final List<String> jvmOptions;

    FleetProcess(CphSimulator simulator, Path journal, int servers, int serversPerRequest, String... jvmOptions) {
        this.simulator = simulator;
        this.journal = journal;
        this.servers = servers;
        this.serversPerRequest = serversPerRequest;
        this.jvmOptions = List.of(jvmOptions);
    }

    /** What it printed, having come to its end. */
    List<String> run() {
        List<String> lines = start(0, DyingDisk.Phase.BEFORE, () -> {});
        assertThat(lines).as("output").isNotEmpty().doesNotContain(WAITS_FOR_DEATH);
        return lines;
    }

    /** Kills it at a step of its journal. Gives whether it came so far; otherwise it has come to its end. */
    boolean dieAt(int write, DyingDisk.Phase phase) {
        return dieAt(write, phase, () -> {});
    }

    /** @param dying is done while it waits for its death */
    boolean dieAt(int write, DyingDisk.Phase phase, Runnable dying) {
        return start(write, phase, dying).contains(WAITS_FOR_DEATH);
    }

    private List<String> start(int fatalWrite, DyingDisk.Phase phase, Runnable dying) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath(), FleetProcessMain.class.getName()));
        command.addAll(List.of(
                simulator.endpoint().toString(),
                simulator.projectId(),
                journal.toString(),
                Integer.toString(servers),
                Integer.toString(serversPerRequest),
                Integer.toString(fatalWrite),
                phase.name()));
        Path errors = journal.resolveSibling(journal.getFileName() + ".errors");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("CPH_TOKEN", simulator.token());
        try {
            return outputOf(builder.start(), errors, dying);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> outputOf(Process process, Path errors, Runnable dying) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            String line;
            while ((line = output.readLine()) != null) {
                lines.add(line);
                if (line.equals(WAITS_FOR_DEATH)) {
                    break;
                }
            }
            boolean waits = lines.contains(WAITS_FOR_DEATH);
            if (waits) {
                dying.run();
                process.destroyForcibly();
            }
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue())
                    .as("exit, after %s and %s", lines, Files.readString(errors))
                    .isEqualTo(waits ? 128 + 9 : 0);
            return lines;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Without the tools of the tests: it starts sooner. */
    private static String classPath() {
        return String.join(
                File.pathSeparator,
                List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)).stream()
                        .filter(entry ->
                                !entry.matches(".*(pact|junit|groovy|scala|netty|ktor|aws|jackson|swagger).*\\.jar"))
                        .toList());
    }
}
