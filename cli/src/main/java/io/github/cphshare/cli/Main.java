package io.github.cphshare.cli;

import java.io.Console;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
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
        boolean lookedAt = Terminal.isLookedAt(System.getProperty("cph-share.stderr"), isTerminal(System.console()));
        Terminal terminal = new Terminal(
                System.in,
                System.out,
                System.err,
                System.getenv(),
                home(),
                Terminal.canColour(Ansi.AUTO.enabled(), lookedAt, System.getenv()),
                Terminal.canRepaint(
                        lookedAt, System.getProperty("os.name", "").startsWith("Windows"), System.getenv()));
        System.exit(Cli.run(terminal, args));
    }

    /** What shells mean by ~; Java knows only what the list of users says. */
    private static Path home() {
        String named = System.getenv("HOME");
        return Path.of(named == null || named.isBlank() ? System.getProperty("user.home", "") : named);
    }

    /** From Java 22 on there is a console in a pipe too, which then says that it is no terminal. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true; // Java 17 to 21: where there is a console, it is one.
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
