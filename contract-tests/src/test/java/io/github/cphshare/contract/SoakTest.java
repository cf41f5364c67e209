package io.github.cphshare.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.PushRequest;
import io.github.cphshare.client.RequestOptions;
import io.github.cphshare.client.auth.IamPasswordCredentials;
import io.github.cphshare.client.call.Retries;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.Fault;
import io.github.cphshare.simulator.RecordedRequest;
import io.github.cphshare.simulator.SimulatedJob;
import io.github.cphshare.simulator.SimulatedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/**
 * One client for a long time: 64 threads and asynchronous calls beside them, against a simulator that fails at random.
 * Runs in the profile {@code soak} only; {@code -Dsoak.seconds=120} says how long.
 */
class SoakTest {
    private static final String SERVER = "1234567b8bab40ffb711234cb80d0234";
    private static final int THREADS = 64;
    private static final int CALLS_A_THREAD = 25;
    private static final int CONNECTIONS = 3 * THREADS;
    private static final String CALL = "X-Call";

    private final Random random = new Random(20261124);
    private final AtomicInteger calls = new AtomicInteger();

    /** What came of one call: one of the two. */
    private record End(PushReceipt receipt, CphShareException failure) {}

    @Test
    void every_call_has_one_end_and_nothing_grows() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("soak.seconds", 120));
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequestsPerHost(THREADS);
        ConnectionPool connections = new ConnectionPool(THREADS, 1, TimeUnit.MINUTES);
        OkHttpClient http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(connections)
                .build();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        int port;
        try (CphSimulator first = simulator(0)) {
            port = first.endpoint().getPort();
        }
        String endpoint = "http://127.0.0.1:" + port;
        List<Long> memory = new ArrayList<>();
        List<Integer> threadCounts = new ArrayList<>();
        try (CphShareClient client = CphShareClient.builder()
                .endpoint(endpoint)
                .credentials(IamPasswordCredentials.builder()
                        .account("some-account")
                        .user("some-user")
                        .password("not-a-real-password")
                        .region("cn-north-4")
                        .endpoint(endpoint)
                        .build())
                .okHttpClient(http)
                .readTimeout(Duration.ofSeconds(20))
                .callTimeout(Duration.ofSeconds(60))
                .retries(Retries.safe().withBaseDelay(Duration.ofMillis(20)))
                .build()) {
            // A simulator a round: its journal would be what grows.
            do {
                try (CphSimulator simulator = simulator(port)) {
                    round(client, simulator, threads);
                    assertThat(connections.connectionCount()).isLessThanOrEqualTo(CONNECTIONS);
                    assertThat(dispatcher.runningCallsCount()).isZero();
                }
                connections.evictAll();
                System.gc();
                memory.add(used());
                threadCounts.add(Thread.activeCount());
            } while (System.nanoTime() < end || memory.size() < 4);
        } finally {
            threads.shutdownNow();
            dispatcher.executorService().shutdown();
        }
        // The first rounds warm up; from there on it is flat, within what a collection leaves lying about.
        assertThat(memory.get(memory.size() - 1)).isLessThan(memory.get(1) + (24L << 20));
        assertThat(threadCounts.get(threadCounts.size() - 1)).isLessThanOrEqualTo(threadCounts.get(1) + 16);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static CphSimulator simulator(int port) {
        return CphSimulator.builder()
                .port(port)
                .user("some-account", "some-user", "not-a-real-password")
                .project("0503ddaa18000ff21ff0c009e65d5482")
                .server(SimulatedServer.withSharedStorage(SERVER))
                .object("bucket-a", "my_apps/test.tar", new byte[1024])
                .start();
    }

    private void round(CphShareClient client, CphSimulator simulator, ExecutorService threads) throws Exception {
        Map<String, End> ends = new ConcurrentHashMap<>();
        int expiries = 2;
        for (int part = 0; part <= expiries; part++) {
            // The token of the round before, or of the part before, is not good any more: one renewal, by whoever is
            // first. No fault meets these, so that it is seen which call renews.
            if (part > 0) {
                simulator.expireTokens();
            }
            call(client, ends);
            faults(simulator);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(() -> {
                    for (int n = 0; n < CALLS_A_THREAD / 2; n++) {
                        call(client, ends);
                        later(client, ends).join();
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get(5, TimeUnit.MINUTES);
            }
            simulator.faults().clear();
        }
        check(simulator, ends, expiries);
    }

    private void faults(CphSimulator simulator) {
        List<Fault> kinds = List.of(
                Fault.error("APIGW.0308"),
                Fault.error("APIGW.0308").header("Retry-After", "0"),
                Fault.error("APIGW.0613"),
                Fault.error("CPS.0003"),
                Fault.status(400),
                Fault.html(502),
                Fault.empty(200),
                Fault.answer(200, "application/json", "{\"jobs\":"),
                Fault.closeBeforeReading(),
                Fault.closeAfterReading(),
                Fault.loseAnswer(),
                Fault.truncateAnswer());
        for (int i = 0; i < THREADS * CALLS_A_THREAD / 4; i++) {
            simulator.faults().next(kinds.get(random.nextInt(kinds.size())));
        }
    }

    private static PushRequest request() {
        return PushRequest.builder()
                .bucketName("bucket-a")
                .objectPath("my_apps/test.tar")
                .serverId(SERVER)
                .build();
    }

    private RequestOptions named(String call) {
        return RequestOptions.builder().header(CALL, call).build();
    }

    private void call(CphShareClient client, Map<String, End> ends) {
        String call = String.valueOf(calls.incrementAndGet());
        End end;
        try {
            end = new End(client.push(request(), named(call)), null);
        } catch (CphShareException e) {
            end = new End(null, e);
        }
        assertThat(ends.put(call, end)).isNull();
    }

    private CompletableFuture<Void> later(CphShareClient client, Map<String, End> ends) {
        String call = String.valueOf(calls.incrementAndGet());
        return client.pushAsync(request(), named(call)).handle((receipt, failure) -> {
            Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
            assertThat(ends.put(call, new End(receipt, (CphShareException) cause)))
                    .isNull();
            return null;
        });
    }

    private static void check(CphSimulator simulator, Map<String, End> ends, int expiries) {
        assertThat(ends).hasSize((expiries + 1) * (1 + THREADS * (CALLS_A_THREAD / 2) * 2));
        Map<String, List<RecordedRequest>> pushes = simulator.journal().stream()
                .filter(one -> one.operation().filter("pushShareFiles"::equals).isPresent())
                .collect(Collectors.groupingBy(one -> one.header(CALL).get(0)));
        Map<String, Long> jobs = simulator.jobs().stream()
                .collect(Collectors.groupingBy(SimulatedJob::requestId, Collectors.counting()));
        ends.forEach((call, end) -> {
            List<RecordedRequest> seen = pushes.getOrDefault(call, List.of());
            long perhapsDone = seen.stream()
                    .filter(one -> one.status().isEmpty() || one.status().getAsInt() == 200)
                    .count();
            assertThat(perhapsDone).as("call %s: %s", call, end).isLessThanOrEqualTo(1);
            if (end.receipt() != null) {
                assertThat(perhapsDone).isEqualTo(1);
                assertThat(jobs.remove(end.receipt().requestId())).isEqualTo(1);
            } else if (end.failure().delivery() != Delivery.UNKNOWN) {
                assertThat(perhapsDone).as("call %s: %s", call, end).isZero();
            }
        });
        // What is left was done, and its answer lost.
        long unknown = ends.values().stream()
                .filter(end -> end.failure() != null && end.failure().delivery() == Delivery.UNKNOWN)
                .count();
        assertThat((long) jobs.size()).isLessThanOrEqualTo(unknown);
        assertThat(jobs.values()).allMatch(count -> count == 1);
        assertThat(simulator.journal().stream()
                        .filter(one -> one.operation()
                                .filter("keystoneCreateUserTokenByPassword"::equals)
                                .isPresent())
                        .count())
                .as("one renewal an expiry, and one for the round")
                .isEqualTo(expiries + 1);
    }
}
