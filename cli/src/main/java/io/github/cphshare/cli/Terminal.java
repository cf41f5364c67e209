package io.github.cphshare.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

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
     * Whether a line can be painted over. NO_COLOR is about colours alone, and does not count.
     *
     * @param console whether input and output are a terminal
     * @param windows whether it is one of Windows, where only newer ones, which say so, know the signs for it
     */
    static boolean canRepaint(boolean console, boolean windows, Map<String, String> environment) {
        boolean knownSigns = !windows || environment.containsKey("TERM") || environment.containsKey("WT_SESSION");
        return console && !isDumb(environment) && knownSigns;
    }

    /**
     * Whether there are colours. Picocli does not ask what the terminal calls itself.
     *
     * @param wanted what picocli says
     */
    static boolean canColour(boolean wanted, Map<String, String> environment) {
        boolean forced = !"0".equals(environment.getOrDefault("CLICOLOR_FORCE", "0"));
        return wanted && (forced || !isDumb(environment));
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
