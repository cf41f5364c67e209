package io.github.cphshare.cli;

import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.SampleWorld;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cph-share simulator}. */
@Command(
        name = "simulator",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        description = {
            "Runs the service on this machine until it is interrupted: four servers, one of them without shared"
                    + " storage.",
            "It listens on 127.0.0.1 only and keeps everything in memory, of requests and their jobs the last 10,000."
        },
        footer = {
            "",
            "Exit codes: 0 interrupted, 2 the port cannot be listened on.",
            "",
            "Examples:",
            "  cph-share simulator",
            "  cph-share simulator --port 8080"
        })
final class SimulatorCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65535;

    private final Terminal terminal;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port, 0 to 65535. Default: 0, which takes a free one.")
    int port;

    SimulatorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (port < 0 || port > LAST_PORT) {
            throw wrongUsage("--port: must lie between 0 and " + LAST_PORT + ", was " + port);
        }
        try (CphSimulator simulator = start()) {
            // A signal ends the process with its own code unless somebody ends it first; being interrupted is how
            // this command is meant to end.
            Runnable close = simulator::close;
            Thread ending = new Thread(() -> {
                close.run();
                terminal.out().flush();
                Runtime.getRuntime().halt(ExitCode.DONE);
            });
            Runtime.getRuntime().addShutdownHook(ending);
            try {
                terminal.out().println(guide(simulator));
                terminal.out().flush();
                new CountDownLatch(1).await();
            } finally {
                Runtime.getRuntime().removeShutdownHook(ending);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The other way to be ended: by whoever runs the command in a thread.
        }
        return ExitCode.DONE;
    }

    private CphSimulator start() {
        try {
            return SampleWorld.builder().port(port).start();
        } catch (UncheckedIOException e) {
            throw wrongUsage("--port: " + e.getMessage());
        }
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    private static String guide(CphSimulator simulator) {
        return """
            The simulator listens at %1$s (end it with Ctrl-C).

              project   %2$s
              token     %3$s
                        (opens this simulator only, so it is no secret)
              or a key  HUAWEICLOUD_SDK_AK=%8$s HUAWEICLOUD_SDK_SK=%9$s
                        (likewise; used where there is no CPH_TOKEN)
              bucket    %4$s
              servers   %5$s
                        %6$s (no shared storage)

            Pack a folder, store the archive, push it:

              ./cph-share pack cli/src/main/sample -o test.tar
              curl -T test.tar %1$s/buckets/%4$s/test.tar
              CPH_TOKEN=%3$s \\
              ./cph-share push --endpoint %1$s --project-id %2$s \\
                --bucket %4$s --object test.tar --tar test.tar \\
                --server %7$s --server %6$s\
            """.formatted(
                        simulator.endpoint(),
                        simulator.projectId(),
                        simulator.token(),
                        SampleWorld.BUCKET,
                        String.join("\n            ", SampleWorld.SERVERS),
                        SampleWorld.SERVER_WITHOUT_SHARED_STORAGE,
                        SampleWorld.SERVERS.get(0),
                        SampleWorld.ACCESS_KEY,
                        SampleWorld.SECRET_KEY);
    }
}
