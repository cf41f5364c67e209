package io.github.cphshare.simulator;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Starts the simulator with {@link SampleWorld} from a command line: {@code [--port N]}. It runs until it is ended. */
public final class CphSimulatorMain {
    private static final String USAGE =
            "Usage: cph-share-simulator [--port N]   (N: 0 to 65535; 0, the default, takes a free port)";

    private CphSimulatorMain() {}

    /**
     * Starts the simulator and prints how to call it. Exits with 2 where the arguments are wrong, and with 1 where the
     * port cannot be listened on.
     *
     * @param args {@code --port N}, or nothing
     */
    public static void main(String[] args) {
        int exit = start(args, System.out, System.err, simulator -> {});
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /** Starts it, and gives what to exit with: other than 0 it could not start, and {@code err} says why. */
    static int start(String[] args, PrintStream out, PrintStream err, Consumer<CphSimulator> started) {
        int port = port(args);
        if (port < 0) {
            err.println(USAGE);
            return 2;
        }
        try {
            CphSimulator simulator = SampleWorld.builder().port(port).start();
            out.println(SampleWorld.guide(simulator));
            started.accept(simulator);
            return 0;
        } catch (UncheckedIOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    /** 0 where none is given, -1 where the arguments are wrong. */
    private static int port(String[] args) {
        if (args.length == 0) {
            return 0;
        }
        if (args.length != 2 || !args[0].equals("--port") || !args[1].matches("[0-9]{1,5}")) {
            return -1;
        }
        int port = Integer.parseInt(args[1]);
        return port <= 65535 ? port : -1;
    }
}
