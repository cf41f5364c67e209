package io.github.cphshare.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Gives out simulators by HTTP, to tests that are not written in Java; how is said at {@code SimulatorControl} and in the
 * module's README. It runs until it is ended.
 */
public final class SimulatorControlMain {
    private SimulatorControlMain() {}

    /**
     * Listens on a free port of 127.0.0.1 and prints its address. Exits with 2 where the arguments are wrong, and with 1
     * where it cannot listen, or cannot write the file.
     *
     * @param args nothing, or the name of a file to write the address to once it listens
     */
    public static void main(String[] args) {
        if (args.length > 1) {
            System.err.println("Usage: cph-share-simulator-control [FILE]   (FILE is given the address)");
            System.exit(2);
        }
        try {
            // Listens in threads of its own, which keep the process.
            String endpoint = new SimulatorControl(0).endpoint().toString();
            if (args.length == 1) {
                Files.writeString(Path.of(args[0]), endpoint);
            }
            System.out.println(endpoint);
        } catch (IOException e) {
            System.err.println("cannot write " + args[0] + ": " + e.getMessage());
            System.exit(1);
        } catch (UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
