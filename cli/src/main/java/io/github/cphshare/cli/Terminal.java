package io.github.cphshare.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command reads from and writes to.
 *
 * @param in standard input
 * @param out results
 * @param err messages
 * @param environment the environment's variables
 * @param home the user's home folder
 * @param colour whether somebody looks at a terminal that shows colours, and wants them
 * @param watched whether somebody looks at a terminal on which a line can be painted over, in colours or without
 */
record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path home,
        boolean colour,
        boolean watched) {

    /**
     * Whether somebody looks at standard error, where all that is painted goes.
     *
     * @param told what the launcher says of it, {@code terminal} or {@code other}; nothing where something else started this
     * @param console whether input and output are a terminal, which is all that Java can tell
     */
    static boolean isLookedAt(@Nullable String told, boolean console) {
        return told == null ? console : told.equals("terminal");
    }

    /**
     * Whether a line can be painted over. NO_COLOR is about colours alone, and does not count.
     *
     * @param lookedAt whether somebody looks at standard error
     * @param windows whether it is one of Windows, where only newer ones, which say so, know the signs for it
     */
    static boolean canRepaint(boolean lookedAt, boolean windows, Map<String, String> environment) {
        boolean knownSigns = !windows || environment.containsKey("TERM") || environment.containsKey("WT_SESSION");
        return lookedAt && !isDumb(environment) && knownSigns;
    }

    /**
     * Whether there are colours. Picocli does not ask what the terminal calls itself.
     *
     * @param wanted what picocli says
     * @param lookedAt whether somebody looks at standard error; picocli asks of standard output alone
     */
    static boolean canColour(boolean wanted, boolean lookedAt, Map<String, String> environment) {
        boolean forced = !"0".equals(environment.getOrDefault("CLICOLOR_FORCE", "0"));
        return wanted && (forced || (lookedAt && !isDumb(environment)));
    }

    private static boolean isDumb(Map<String, String> environment) {
        return "dumb".equals(environment.get("TERM"));
    }

    String good(String text) {
        return styled("32", text);
    }

    String bad(String text) {
        return styled("31", text);
    }

    String strong(String text) {
        return styled("1", text);
    }

    private String styled(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
