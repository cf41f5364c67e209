package io.github.cphshare.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

class CliTest {
    static List<String> examples() {
        return Stream.concat(Stream.of(List.of("--help")), Cli.COMMANDS.stream().map(name -> List.of(name, "--help")))
                .map(args -> new Shell().run(args).out())
                .flatMap(help -> help.replaceAll("\\\\\\R\\s*", "").lines())
                .filter(line -> line.startsWith("  cph-share "))
                .map(String::strip)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void each_example_of_the_help_is_a_command_that_parses(String example) {
        // What a shell makes of the rest, and what is left out, is not ours.
        String[] words = example.split(" [|<>] ", 2)[0].replace(" ...", "").split(" +");
        assertThat(words[0]).isEqualTo("cph-share");
        assertThatCode(() -> Cli.commandLine(terminal(new ByteArrayOutputStream()))
                        .parseArgs(Stream.of(words).skip(1).toArray(String[]::new)))
                .doesNotThrowAnyException();
    }

    @Test
    void the_help_of_a_push_says_of_a_journal_what_it_says_of_waiting() {
        assertThat(new Shell().run("push", "--help").out())
                .contains("with --wait or --journal, succeeded on all")
                .contains("with --wait or --journal also");
    }

    @Test
    void no_help_tells_of_options_that_the_command_does_not_have() {
        assertThat(new Shell().run("await", "--help").out()).doesNotContain("journal");
        assertThat(new Shell().run("resume", "--help").out()).doesNotContain("0s looks once");
    }

    @Test
    void each_command_has_an_example() {
        assertThat(Cli.COMMANDS).allSatisfy(command -> assertThat(examples())
                .anyMatch(example -> example.startsWith("cph-share " + command)));
    }

    @Test
    void each_command_is_found_by_the_name_that_it_has() {
        Terminal terminal = terminal(new ByteArrayOutputStream());

        assertThat(Cli.commandLine(terminal).getSubcommands())
                .containsOnlyKeys(Stream.concat(Cli.COMMANDS.stream(), Stream.of("generate-completion"))
                        .toArray(String[]::new))
                .allSatisfy(
                        (name, command) -> assertThat(command.getCommandName()).isEqualTo(name));
    }

    @Test
    void no_command_is_asked_for_its_options_beside_the_one_that_runs() {
        Terminal terminal = terminal(new ByteArrayOutputStream());

        assertThat(Cli.COMMANDS).allSatisfy(name -> assertThat(
                        Cli.commandLine(terminal, name, "--help").getSubcommands())
                .containsOnlyKeys(name));
        assertThat(Cli.commandLine(terminal, "--version").getSubcommands()).isEmpty();
    }

    @Test
    void what_says_its_options_by_hand_has_the_same_help_as_the_others() {
        List<String> standard = standardOptions("pack", "--help");

        assertThat(standard).hasSize(2);
        assertThat(standardOptions("check", "--help")).isEqualTo(standard);
        assertThat(standardOptions("--help")).isEqualTo(standard);
        assertThat(new Shell().run("check", "--version")).isEqualTo(new Shell().run("pack", "-V"));
    }

    private static List<String> standardOptions(String... help) {
        return new Shell()
                .run(help)
                .out()
                .lines()
                .filter(line -> line.contains("-h, --help") || line.contains("-V, --version"))
                // How far the columns lie apart is up to the longest option.
                .map(line -> line.strip().replaceAll(" {2,}", "  "))
                .toList();
    }

    @Test
    void help_and_version_are_results() {
        assertThat(new Shell().run("--version").out()).startsWith("cph-share ");
        assertThat(new Shell().run("--help").out()).contains(Cli.COMMANDS).contains("Exit codes:");
        assertThat(new Shell().run("push", "--help").out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void no_line_of_the_help_is_broken_by_hand_and_by_the_width_as_well() {
        Terminal terminal = terminal(new ByteArrayOutputStream());

        assertThat(Cli.COMMANDS).allSatisfy(name -> {
            CommandSpec spec =
                    Cli.commandLine(terminal, name).getSubcommands().get(name).getCommandSpec();
            assertThat(spec.usageMessage().footer()).allMatch(line -> line.length() <= Text.WIDTH);
            assertThat(spec.usageMessage().description())
                    .allMatch(line -> line.length() <= Text.WIDTH || line.endsWith(".") || line.endsWith("?"));
            assertThat(spec.options())
                    .allSatisfy(option -> assertThat(option.description()).hasSize(1));
        });
    }

    @Test
    void the_completion_script_knows_the_commands() {
        Shell.Result result = new Shell().run("generate-completion");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).startsWith("#!/usr/bin/env bash").contains(Cli.COMMANDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "puhs",
                "--no-such-option",
                "check",
                "check --no-such-option a.tar",
                "check --root a/b a.tar",
                "check --root data --any-root a.tar",
                "push --region cn-north-4 --endpoint https://example.org/ --project-id p --bucket b --object o --server s",
                "push --region cn-north-4 --project-id p --bucket b --object o --server s --journal j --timeout 0s",
                "resume",
                "simulator --port 65536",
                "simulator --port many",
                "demo more"
            })
    void wrong_usage_exits_with_2_and_one_line(String arguments) {
        Shell.Result result = new Shell().run(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("cph-share")
                .contains("--help");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "psuh --json | cph-share: Unknown command: 'psuh'; there are check, pack, push,",
                "upload | cph-share: Unknown command: 'upload'; there are check, pack, push,",
                "push x --bukcet b | cph-share push: Unknown option: '--bukcet' (see: ",
                "push --bukcet=s3cr3t | cph-share push: Unknown option: '--bukcet' (see: ",
                "push --token s3cr3t | cph-share push: Unknown option: '--token' (see: ",
                "push --bukcet --objekt | cph-share push: Unknown options: '--bukcet', '--objekt' (see: ",
                "- | cph-share: Unknown option: '-' (see: ",
                "demo push | cph-share demo: Unmatched argument at index 1: 'push' (see: "
            })
    void a_command_or_option_that_there_is_not_is_named_without_what_was_given_to_it(String arguments, String said) {
        assertThat(new Shell().run(arguments.split(" ")).err()).startsWith(said).doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "push --token s3cr3t --json",
                "push --token=s3cr3t --json",
                "push --bucket b --password s3cr3t more --json"
            })
    void what_is_given_to_an_option_that_there_is_not_may_be_a_secret_and_is_not_repeated(String arguments) {
        Shell.Result result = new Shell().run(arguments.split(" "));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("Unknown option: '-").doesNotContain("s3cr3t");
        assertThat(result.out()).contains("WrongUsage").doesNotContain("s3cr3t");
    }

    @Test
    void wrong_usage_is_one_json_document_where_that_is_asked_for() {
        Shell.Result result = new Shell().run("push", "--json", "--no-such-option");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.error())
                .containsEntry("type", "WrongUsage")
                .containsEntry("message", "Unknown option: '--no-such-option'")
                .containsEntry("advice", "See: cph-share push --help");
        assertThat(new Shell().run("pack", "--json").out()).isEmpty(); // It has no such option.
    }

    @Test
    void a_result_that_cannot_be_written_is_not_a_success() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        assertThat(Cli.run(terminal(noInput(), full(), err), "--version")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("could not be written");
        assertThat(Cli.run(terminal(noInput(), full(), err), "generate-completion"))
                .isEqualTo(2);
    }

    @Test
    void that_it_could_not_be_written_is_told_of_a_failure_as_well_which_keeps_its_exit_code() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        assertThat(Cli.run(terminal(noInput(), full(), err), "check", "--json", "no such file.tar"))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("could not be written");
    }

    @Test
    void whatever_java_itself_lacks_is_no_refusal_and_no_stack_trace() {
        InputStream broken = new InputStream() {
            @Override
            public int read() {
                throw new NoClassDefFoundError("gone");
            }

            @Override
            public int read(byte[] into, int from, int length) {
                return read();
            }
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] push = "push --json --region cn-north-4 --bucket b --object o.tar --servers-from -".split(" ");

        int exit = Cli.run(terminal(broken, out, err), push);

        assertThat(exit).isEqualTo(4);
        assertThat(err.toString(UTF_8).lines())
                .singleElement()
                .asString()
                .contains("java.lang.NoClassDefFoundError: gone");
        assertThat(new Shell.Result(exit, out.toString(UTF_8), "").error())
                .containsEntry("type", "NoClassDefFoundError")
                .containsEntry("delivery", "unknown");
    }

    private static InputStream noInput() {
        return new ByteArrayInputStream(new byte[0]);
    }

    private static OutputStream full() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
    }

    private static Terminal terminal(InputStream in, OutputStream out, OutputStream err) {
        return new Terminal(
                in,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of("CPH_TOKEN", "token"),
                Path.of(""),
                false,
                false);
    }

    @Test
    void colours_are_for_terminals() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
        Terminal colourful = new Terminal(
                new ByteArrayInputStream(new byte[0]), nowhere, nowhere, Map.of(), Path.of(""), true, true);

        assertThat(colourful.good("yes")).isEqualTo("\u001b[32myes\u001b[0m");
        assertThat(terminal(new ByteArrayOutputStream()).bad("no")).isEqualTo("no");
    }

    @Test
    void the_demo_packs_the_whole_sample_folder() throws IOException {
        Path sample = Path.of("src/main/sample");
        try (Stream<Path> files = Files.walk(sample)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> sample.relativize(file).toString().replace('\\', '/')))
                    .containsExactlyInAnyOrderElementsOf(SampleFolder.FILES);
        }
    }

    private static Terminal terminal(ByteArrayOutputStream out) {
        PrintStream stream = new PrintStream(out, true, UTF_8);
        return new Terminal(new ByteArrayInputStream(new byte[0]), stream, stream, Map.of(), Path.of(""), false, false);
    }
}
