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
 * @param colour whether somebody looks at a terminal that shows colours
 */
record Terminal(
        InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, Path home, boolean colour) {

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
