package io.github.cphshare.client.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.client.AwaitListener;
import io.github.cphshare.client.LyingService;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.PushRequest;
import io.github.cphshare.client.ServerOutcome.State;
import io.github.cphshare.client.error.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What a run and those that resume it may claim, and to whom they may push, whatever the service says: what it said, in all of
 * them, is held against their outcomes.
 */
class FleetClaimPropertyTest {
    private static final Duration LATENCY = Duration.ofMillis(100);

    /** A server as the service knows it. */
    private static final class Known {
        private int mayHaveActed;
        private int wantedAgain;
        private boolean refused;
        /** Those of the last request with it, where the answer named any. */
        private final Set<String> jobs = new HashSet<>();
    }

    private static final class Lying implements Service {
        private final Random random;
        private final VirtualInbox inbox;
        private final LyingService jobs;
        private final Map<String, Known> servers = new HashMap<>();
        private int requests;

        Lying(Random random, VirtualInbox inbox) {
            this.random = random;
            this.inbox = inbox;
            this.jobs = new LyingService(random);
        }

        Known known(String server) {
            return servers.computeIfAbsent(server, any -> new Known());
        }

        @Override
        public CompletableFuture<PushReceipt> push(PushRequest request) {
            CompletableFuture<PushReceipt> call = new CompletableFuture<>();
            String id = "request-" + ++requests;
            switch (random.nextInt(12)) {
                case 0 -> fail(call, ScriptedService.transport(Delivery.NOT_SENT));
                case 1 -> fail(call, ScriptedService.http(429, "APIGW.0308"));
                case 2 -> fail(call, ScriptedService.http(404, "CPS.0104"));
                case 3 -> {
                    act(request, id);
                    fail(call, ScriptedService.transport(Delivery.UNKNOWN));
                }
                case 4 -> act(request, id); // And says nothing.
                default -> {
                    PushReceipt receipt = act(request, id);
                    inbox.in(LATENCY, () -> {
                        Stream.concat(receipt.accepted().stream(), receipt.doubled().stream())
                                .forEach(answer -> known(Objects.requireNonNull(answer.serverId()))
                                        .jobs
                                        .add(Objects.requireNonNull(answer.jobId())));
                        receipt.refused()
                                .forEach(answer -> known(Objects.requireNonNull(answer.serverId())).refused = true);
                        call.complete(receipt);
                    });
                }
            }
            return call;
        }

        private void fail(CompletableFuture<PushReceipt> call, RuntimeException failure) {
            inbox.in(LATENCY, () -> call.completeExceptionally(failure));
        }

        /** May do something on each server, or refuse it, or not speak of it. */
        private PushReceipt act(PushRequest request, String id) {
            PushReceipt.Builder receipt = PushReceipt.builder().requestId(id).asked(request.serverIds());
            for (String server : request.serverIds()) {
                known(server).jobs.clear();
                if (random.nextInt(10) == 0) {
                    receipt.answer(server, null, "CPS.0137", null);
                    continue;
                }
                known(server).mayHaveActed++;
                boolean told = random.nextInt(20) > 0;
                for (int i = random.nextInt(5) == 0 ? 2 : 1; i > 0; i--) {
                    String job = "job-" + i + "-" + server + "-of-" + id;
                    jobs.start(id, job, server);
                    if (told) {
                        receipt.answer(server, job, null, null);
                    }
                    if (told && random.nextInt(8) == 0) {
                        receipt.answer("stranger", job, null, null);
                        jobs.nameAlso(job);
                    }
                }
            }
            return receipt.build();
        }

        @Override
        public PushOutcome await(Collection<PushReceipt> receipts, Duration time, AwaitListener listener) {
            return jobs.await(receipts, time, listener);
        }
    }

    @Property(tries = 500)
    void nothing_is_claimed_that_was_not_said_or_that_was_taken_back_and_nobody_is_pushed_to_twice_unasked(
            @ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<String> ids = IntStream.rangeClosed(1, 1 + random.nextInt(10))
                .mapToObj(i -> "server-" + i)
                .toList();
        Path journal = Files.createTempFile("fleet", ".journal");
        Files.delete(journal);
        try {
            VirtualInbox inbox = new VirtualInbox();
            Lying service = new Lying(random, inbox);
            FleetPusher pusher = inbox.pusher(service, random);
            check(
                    pusher.pushAll(FleetPush.builder()
                            .bucketName("bucket")
                            .objectPath("a.tar")
                            .serverIds(ids)
                            .journal(journal)
                            .options(options(random, service))
                            .build()),
                    service,
                    ids);
            for (int run = random.nextInt(5); run > 0; run--) {
                check(pusher.resume(journal, options(random, service)), service, ids);
            }
        } finally {
            Files.delete(journal);
        }
    }

    private static FleetOptions options(Random random, Lying service) {
        boolean again = random.nextInt(4) == 0;
        return FleetOptions.builder()
                .serversPerRequest(1 + random.nextInt(5))
                .requestsInFlight(1 + random.nextInt(3))
                .deadline(Duration.ofSeconds(1 + random.nextInt(3_000)))
                .followJobs(random.nextInt(5) > 0)
                .pushUnknownAgain(server -> {
                    boolean wanted = again && random.nextBoolean();
                    service.known(server.serverId()).wantedAgain += wanted ? 1 : 0;
                    return wanted;
                })
                .build();
    }

    private static void check(FleetOutcome outcome, Lying service, List<String> ids) {
        assertThat(outcome.cause() instanceof IllegalStateException)
                .as("%s", outcome)
                .isFalse(); // A defect.
        assertThat(outcome.servers()).extracting(FleetServer::serverId).containsExactlyElementsOf(ids);
        for (FleetServer server : outcome.servers()) {
            Known known = service.known(server.serverId());
            assertThat(known.mayHaveActed).as("%s", server).isLessThanOrEqualTo(1 + known.wantedAgain);
            Set<State> said = known.jobs.stream()
                    .map(job -> service.jobs.endOf(job, server.serverId()))
                    .collect(Collectors.toSet());
            switch (server.state()) {
                case NOT_PUSHED ->
                    assertThat(known.mayHaveActed).as("%s", server).isZero();
                case REFUSED -> {
                    assertThat(known.refused).as("%s", server).isTrue();
                    assertThat(known.mayHaveActed).as("%s", server).isZero();
                }
                case SUCCEEDED ->
                    assertThat(said).as("%s by %s", server, service.jobs).containsExactly(State.SUCCEEDED);
                case FAILED ->
                    assertThat(said)
                            .as("%s by %s", server, service.jobs)
                            .contains(State.FAILED)
                            .doesNotContain(State.RUNNING);
                case RUNNING, UNKNOWN -> {
                    // These claim nothing.
                }
            }
        }
    }
}
