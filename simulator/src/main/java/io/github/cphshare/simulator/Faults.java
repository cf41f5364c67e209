package io.github.cphshare.simulator;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * The script of what goes wrong, by operation. Thread-safe: each scripted fault meets one request, in the order in which
 * requests arrive.
 */
public final class Faults {
    /** Refuses a fault that could never be carried out, when it is scripted and not when it is met. */
    private final Consumer<Fault> check;

    private final Map<String, Queue<Fault>> scripted = new HashMap<>();
    private final Map<String, Fault> standing = new HashMap<>();

    Faults(Consumer<Fault> check) {
        this.check = check;
    }

    /**
     * Lets the next requests go wrong, one a fault, after those scripted before.
     *
     * @param faults in the order in which requests meet them
     * @throws IllegalArgumentException if a fault names an operation or a code that does not exist; nothing is scripted
     *     then
     */
    public void next(Fault... faults) {
        List<Fault> taken = List.of(faults);
        taken.forEach(check);
        synchronized (this) {
            taken.forEach(fault -> scripted.computeIfAbsent(fault.operation(), operation -> new ArrayDeque<>())
                    .add(fault));
        }
    }

    /**
     * Lets every request of the fault's operation go wrong, once the scripted faults are used up, until {@link #clear}.
     *
     * @param fault takes the place of an earlier one for the same operation
     * @throws IllegalArgumentException if the fault names an operation or a code that does not exist
     */
    public void always(Fault fault) {
        check.accept(fault);
        synchronized (this) {
            standing.put(fault.operation(), fault);
        }
    }

    /** Ends all faults, scripted and standing ones. */
    public synchronized void clear() {
        scripted.clear();
        standing.clear();
    }

    synchronized Fault take(String operation) {
        Queue<Fault> queue = scripted.get(operation);
        Fault next = queue == null ? null : queue.poll();
        return next == null ? standing.getOrDefault(operation, Fault.none()) : next;
    }
}
