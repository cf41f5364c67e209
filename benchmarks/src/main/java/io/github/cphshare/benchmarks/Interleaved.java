package io.github.cphshare.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/**
 * Compares work by doing it in turns: a batch of one, a batch of the next, and so on, many times. What slows the machine
 * for a while slows all of them, so the ratios within a round hold where times do not. Warmed up by a number of calls.
 *
 * @param <K> what names a contestant
 */
public final class Interleaved<K> implements AutoCloseable {
    /** One piece of work. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it.
         *
         * @return something that depends on all of it
         */
        int run() throws Exception;
    }

    private final Map<K, Work> contestants = new LinkedHashMap<>();
    private final int threads;
    private final ExecutorService pool;
    private final ThreadMXBean allocations = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final AtomicInteger sink = new AtomicInteger();

    /**
     * Makes a contest.
     *
     * @param threads how many threads work at once on each batch
     */
    public Interleaved(int threads) {
        this.threads = threads;
        pool = Executors.newFixedThreadPool(threads);
    }

    /**
     * Adds a contestant.
     *
     * @param name its name
     * @param work what it does
     * @return this
     */
    public Interleaved<K> add(K name, Work work) {
        contestants.put(name, work);
        return this;
    }

    /**
     * Lets everybody do some work that is not measured.
     *
     * @param calls how often, over all threads
     */
    public void warmUp(int calls) throws InterruptedException {
        // In parts, so that nobody's code is compiled while it alone has been seen.
        for (int part = 0; part < 4; part++) {
            for (Work work : contestants.values()) {
                batch(work, calls / 4);
            }
        }
    }

    /**
     * Measures times.
     *
     * @param rounds how many batches of each
     * @param calls how many calls a batch has, over all threads
     * @return the nanoseconds a call of each round: the time of a batch divided by its calls
     */
    public Map<K, double[]> times(int rounds, int calls) throws InterruptedException {
        Map<K, double[]> times = new LinkedHashMap<>();
        List<K> order = new ArrayList<>(contestants.keySet());
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < order.size(); i++) {
                K name = order.get((round + i) % order.size());
                long start = System.nanoTime();
                batch(Known.value(contestants, name), calls);
                times.computeIfAbsent(name, k -> new double[rounds])[round] =
                        (double) (System.nanoTime() - start) / (calls / threads * threads);
            }
        }
        return inOrder(times);
    }

    /**
     * Measures what is allocated, by all threads of this process.
     *
     * @param rounds how many batches of each
     * @param calls how many calls a batch has
     * @return the bytes a call, of each round
     */
    public Map<K, double[]> bytes(int rounds, int calls) throws InterruptedException {
        Map<K, double[]> bytes = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<K, Work> contestant : contestants.entrySet()) {
                long before = allocated();
                batch(contestant.getValue(), calls);
                bytes.computeIfAbsent(contestant.getKey(), k -> new double[rounds])[round] =
                        (double) (allocated() - before) / (calls / threads * threads);
            }
        }
        return bytes;
    }

    private long allocated() {
        return LongStream.of(allocations.getThreadAllocatedBytes(allocations.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    private Map<K, double[]> inOrder(Map<K, double[]> values) {
        Map<K, double[]> ordered = new LinkedHashMap<>();
        contestants.keySet().forEach(name -> ordered.put(name, Known.value(values, name)));
        return ordered;
    }

    private void batch(Work work, int calls) throws InterruptedException {
        List<Future<Integer>> parts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            parts.add(pool.submit(() -> {
                int sum = 0;
                for (int call = 0; call < calls / threads; call++) {
                    sum += work.run();
                }
                return sum;
            }));
        }
        for (Future<Integer> part : parts) {
            try {
                sink.addAndGet(part.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a contestant failed", e.getCause());
            }
        }
    }

    /**
     * The ratios of each to one of them, round by round.
     *
     * @param <K> what names a contestant
     * @param values what was measured
     * @param base whose values are one
     * @return the quartiles of the ratios
     */
    public static <K> Map<K, Quartiles> ratios(Map<K, double[]> values, K base) {
        Map<K, Quartiles> ratios = new LinkedHashMap<>();
        double[] ones = Known.value(values, base);
        values.forEach((name, own) -> {
            double[] ratio = new double[own.length];
            for (int i = 0; i < own.length; i++) {
                ratio[i] = own[i] / ones[i];
            }
            ratios.put(name, Quartiles.of(ratio));
        });
        return ratios;
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
