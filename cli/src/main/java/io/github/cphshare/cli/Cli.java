package io.github.cphshare.cli;

import io.github.cphshare.client.error.CphShareException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line as a whole. */
@Command(
        name = "cph-share",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        description = "Pushes files to the shared storage of Huawei Cloud Phone servers.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes:",
            "  0  done",
            "  1  refused here, nothing was sent: a wrong request, a bad archive, no credentials",
            "  2  wrong usage, or a file that cannot be read",
            "  3  refused by the service, or its jobs failed, for some servers or for all",
            "  4  outcome unknown: no answer, one that cannot be relied on, or jobs that still run",
            "",
            "Examples:",
            "  cph-share demo",
            "  cph-share push --help",
            "  source <(cph-share generate-completion)"
        })
final class Cli implements Runnable {
    @Spec
    @Nullable
    CommandSpec spec;

    /** Runs one command; never throws, and prints no stack trace. */
    static int run(Terminal terminal, String... args) {
        int exit = commandLine(terminal).execute(args);
        if (terminal.out().checkError() && exit == ExitCode.DONE) {
            terminal.err().println("cph-share: the result could not be written to standard output.");
            return ExitCode.UNKNOWN;
        }
        return exit;
    }

    static CommandLine commandLine(Terminal terminal) {
        CommandLine cli = new CommandLine(new Cli())
                .addSubcommand(new CheckCommand(terminal))
                .addSubcommand(new PackCommand(terminal))
                .addSubcommand(new PushCommand(terminal))
                .addSubcommand(new ResumeCommand(terminal))
                .addSubcommand(new AwaitCommand(terminal))
                .addSubcommand(new ServersCommand(terminal))
                .addSubcommand(new LsCommand(terminal))
                .addSubcommand(new SimulatorCommand(terminal))
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new AutoComplete.GenerateCompletion());
        return cli.setOut(new PrintWriter(terminal.out(), true, Charset.defaultCharset()))
                .setErr(new PrintWriter(terminal.err(), true, Charset.defaultCharset()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        terminal.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(Text.WIDTH)
                .setParameterExceptionHandler((e, arguments) -> wrongUsage(terminal, e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(terminal, e));
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "a command is missing");
    }

    private static int wrongUsage(Terminal terminal, ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String message = Text.printable(String.valueOf(e.getMessage()));
        terminal.err().println(command + ": " + message + " (see: " + command + " --help)");
        return ExitCode.USAGE;
    }

    private static int failed(Terminal terminal, Exception e) {
        if (e instanceof UnreadableFile) {
            terminal.err().println("cph-share: " + e.getMessage());
            return ExitCode.USAGE;
        }
        if (e instanceof CphShareException failure) {
            FailureReport.of(failure).print(terminal, false);
            return ExitCode.of(failure);
        }
        terminal.err()
                .println("cph-share: a bug in cph-share: " + e.getClass().getName() + ": "
                        + Text.printable(String.valueOf(e.getMessage())));
        return ExitCode.UNKNOWN;
    }

    /** The version of the jar; classes that lie in a folder have none. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Cli.class.getPackage().getImplementationVersion();
            return new String[] {"cph-share " + (version == null ? "(development build)" : version)};
        }
    }
}
