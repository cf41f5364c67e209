package io.github.cphshare.cli;

import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi;

/** Where {@code cph-share} starts. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        Terminal terminal = new Terminal(
                System.in,
                System.out,
                System.err,
                System.getenv(),
                Path.of(System.getProperty("user.home", "")),
                Ansi.AUTO.enabled());
        System.exit(Cli.run(terminal, args));
    }
}
