package io.github.cphshare.cli;

import io.github.cphshare.client.error.CphShareException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line as a whole. It and {@code check}, which scripts start again and again, say by hand what they take: picocli
 * would find the same by annotations, but to read those takes twice as long as to start a Java.
 */
final class Cli implements Runnable {
    private static final String[] FOOTER = {
        "",
        "Exit codes:",
        "  0  done",
        "  1  refused here, nothing was sent: a wrong request, a bad archive, no credentials",
        "  2  wrong usage, or a file that cannot be read or written",
        "  3  refused by the service, or its jobs failed, for some servers or for all",
        "  4  outcome unknown: no answer, one that cannot be relied on, or jobs that still run",
        "",
        "Examples:",
        "  cph-share demo",
        "  cph-share push --help",
        "  source <(cph-share generate-completion)"
    };

    /** In the order of the help. */
    static final List<String> COMMANDS =
            List.of("check", "pack", "push", "resume", "await", "servers", "ls", "simulator", "demo");

    /** Where nobody learns what was answered, it is not known; of the others nothing is but a file that cannot be written. */
    private static final Set<String> SENDING = Set.of("push", "resume", "await", "servers", "ls", "demo");

    private static final List<String> VERSION = List.of("-V", "--version");

    private static final String JSON = "--json";

    private final CommandSpec spec = command("cph-share", this);

    private Cli() {
        spec.usageMessage()
                .description("Pushes files to the shared storage of Huawei Cloud Phone servers.")
                .synopsisSubcommandLabel("COMMAND")
                .footer(FOOTER);
    }

    /** A command that says by hand what it takes, so far only what {@code mixinStandardHelpOptions} stands for. */
    static CommandSpec command(String name, Object command) {
        return CommandSpec.wrapWithoutInspection(command, new Factory())
                .name(name)
                .versionProvider(new Version())
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help message and exit.")
                        .build())
                .addOption(OptionSpec.builder(VERSION.toArray(new String[0]))
                        .versionHelp(true)
                        .description("Print version information and exit.")
                        .build());
    }

    /** Runs one command; never throws, and prints no stack trace. */
    static int run(Terminal terminal, String... args) {
        int exit;
        try {
            exit = commandLine(terminal, args).execute(args);
        } catch (Throwable e) {
            // What Java itself lacks, such as memory, picocli lets through; the exit code would be that of a refusal.
            exit = bug(terminal, e, args);
        }
        if (!terminal.out().checkError()) {
            return exit;
        }
        terminal.err().println("cph-share: the result could not be written to standard output.");
        if (exit != ExitCode.DONE) {
            return exit;
        }
        return SENDING.contains(args.length == 0 ? "" : args[0]) ? ExitCode.UNKNOWN : ExitCode.USAGE;
    }

    /** Nobody knows what was done before. */
    private static int bug(Terminal terminal, Throwable failure, String... args) {
        String message = "a bug in cph-share: " + failure.getClass().getName() + ": "
                + Text.printable(String.valueOf(failure.getMessage()));
        terminal.err().println("cph-share: " + message);
        if (List.of(args).contains(JSON)) {
            Json.print(terminal.out(), FailureReport.bug(failure.getClass().getSimpleName(), message)::write);
        }
        return ExitCode.UNKNOWN;
    }

    /**
     * What reads these arguments. To ask each command for its options takes longer than all else that a short one does, so where
     * the first argument names a command, the others are left out: nothing would look at them.
     */
    static CommandLine commandLine(Terminal terminal, String... args) {
        CommandLine cli = new CommandLine(new Cli().spec, new Factory());
        String first = args.length == 0 ? "" : args[0];
        Object asked = command(first, terminal);
        if (asked != null) {
            cli.addSubcommand(asked);
        } else if (!VERSION.contains(first)) {
            COMMANDS.forEach(name -> cli.addSubcommand(command(name, terminal)));
            // Looks at all others, for what can be completed.
            cli.addSubcommand(new AutoComplete.GenerateCompletion());
        }
        return cli.setOut(new PrintWriter(terminal.out(), true, Charset.defaultCharset()))
                .setErr(new PrintWriter(terminal.err(), true, Charset.defaultCharset()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        terminal.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(Text.WIDTH)
                // An @ before a name means nothing here; what the file holds, maybe a token, would come up in messages.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(new WrongUsage(terminal))
                .setExecutionExceptionHandler(new Failed(terminal));
    }

    private static @Nullable Object command(String name, Terminal terminal) {
        return switch (name) {
            case "check" -> CheckCommand.spec(terminal);
            case "pack" -> new PackCommand(terminal);
            case "push" -> new PushCommand(terminal);
            case "resume" -> new ResumeCommand(terminal);
            case "await" -> new AwaitCommand(terminal);
            case "servers" -> new ServersCommand(terminal);
            case "ls" -> new LsCommand(terminal);
            case "simulator" -> new SimulatorCommand(terminal);
            case "demo" -> new DemoCommand(terminal);
            default -> null;
        };
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    // A class and no lambda, as below: the class-data archive cannot hold lambdas of picocli's old kind of class.
    private record WrongUsage(Terminal terminal) implements IParameterExceptionHandler {
        @Override
        public int handleParseException(ParameterException e, String[] args) {
            String command = e.getCommandLine().getCommandSpec().qualifiedName();
            String message = Text.printable(Text.withoutQuery(words(e)));
            String help = command + " --help";
            terminal.err().println(command + ": " + message + " (see: " + help + ")");
            if (List.of(args).contains(JSON)
                    && e.getCommandLine().getCommandSpec().findOption(JSON) != null) {
                Json.print(terminal.out(), FailureReport.wrongUsage(message, help)::write);
            }
            return ExitCode.USAGE;
        }

        /** Without what was given to an option that there is not: whoever tries {@code --token} gives it a secret. */
        private static String words(ParameterException e) {
            if (e instanceof UnmatchedArgumentException unmatched) {
                CommandSpec spec = e.getCommandLine().getCommandSpec();
                String first = unmatched.getUnmatched().get(0);
                if (spec.parent() == null && !isOption(first)) {
                    return "Unknown command: '" + first + "'; there are " + String.join(", ", COMMANDS);
                }
                List<String> options = unmatched.getUnmatched().stream()
                        .filter(WrongUsage::isOption)
                        .map(option -> "'" + option.replaceFirst("(?s)=.*", "") + "'")
                        .toList();
                if (!options.isEmpty()) {
                    return "Unknown option" + (options.size() == 1 ? ": " : "s: ") + String.join(", ", options);
                }
            }
            return String.valueOf(e.getMessage());
        }

        private static boolean isOption(String argument) {
            return argument.startsWith("-");
        }
    }

    private record Failed(Terminal terminal) implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
            if (e instanceof UnreadableFile) {
                terminal.err().println("cph-share: " + e.getMessage());
                return ExitCode.USAGE;
            }
            if (e instanceof CphShareException failure) {
                FailureReport.of(failure).print(terminal, false);
                return ExitCode.of(failure);
            }
            return bug(terminal, e, parsed.originalArgs().toArray(String[]::new));
        }
    }

    /** Picocli's own one, but not before something is to be made: it looks for Groovy first, in each jar of the class path. */
    private static final class Factory implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return CommandLine.defaultFactory().create(type);
        }
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
