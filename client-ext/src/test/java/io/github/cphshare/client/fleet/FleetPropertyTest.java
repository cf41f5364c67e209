package io.github.cphshare.client.fleet;

import static io.github.cphshare.client.fleet.ScriptedService.accept;
import static io.github.cphshare.client.fleet.ScriptedService.actAndFail;
import static io.github.cphshare.client.fleet.ScriptedService.answer;
import static io.github.cphshare.client.fleet.ScriptedService.fail;
import static io.github.cphshare.client.fleet.ScriptedService.http;
import static io.github.cphshare.client.fleet.ScriptedService.silence;
import static io.github.cphshare.client.fleet.ScriptedService.transport;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.client.ServerOutcome.State;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.fleet.ScriptedService.Behaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the service does to a run and to those that resume it. */
class FleetPropertyTest {

    @Property(tries = 20)
    void no_server_is_acted_on_twice_none_is_forgotten_and_none_is_called_what_it_is_not(
            @ForAll @IntRange(min = 1, max = 150) int servers, @ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<String> ids =
                IntStream.rangeClosed(1, servers).mapToObj(i -> "server-" + i).toList();
        Path journal = Files.createTempFile("fleet", ".journal");
        Files.delete(journal);
        try {
            VirtualInbox inbox = new VirtualInbox();
            ScriptedService service = new ScriptedService(inbox);
            service.otherwise((on, request, call) -> behaviour(random).answer(on, request, call));
            service.jobsEnd(server -> server.hashCode() % 2 == 0 ? State.SUCCEEDED : State.FAILED);
            FleetPusher pusher = inbox.pusher(service, random);
            FleetOptions options = FleetOptions.builder()
                    .serversPerRequest(1 + random.nextInt(20))
                    .requestsInFlight(1 + random.nextInt(8))
                    .deadline(Duration.ofSeconds(1 + random.nextInt(600)))
                    .build();

            FleetOutcome outcome = pusher.pushAll(FleetPush.builder()
                    .bucketName("bucket")
                    .objectPath("a.tar")
                    .serverIds(ids)
                    .journal(journal)
                    .options(options)
                    .build());
            check(outcome, service, ids);
            for (int run = 0; run < 3; run++) {
                outcome = pusher.resume(journal, options);
                check(outcome, service, ids);
            }
            service.otherwise(accept());
            check(pusher.resume(journal, FleetOptions.defaults()), service, ids);
            assertThat(pusher.resume(journal).resumable()).isFalse();
        } finally {
            Files.delete(journal);
        }
    }

    private static Behaviour behaviour(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> actAndFail(transport(Delivery.UNKNOWN));
            case 1 -> fail(transport(Delivery.UNKNOWN));
            case 2 -> fail(transport(Delivery.NOT_SENT));
            case 3 -> fail(http(429, "APIGW.0308"));
            case 4 -> random.nextInt(5) == 0 ? fail(http(401, "APIGW.0301")) : accept();
            case 5 -> fail(http(404, "CPS.0104"));
            case 6 -> random.nextInt(5) == 0 ? silence() : accept();
            case 7 -> fail(new IllegalStateException("a defect"));
            case 8 -> answer(receipt -> receipt.answer("server-1", null, "CPS.0137", "no"));
            default -> accept();
        };
    }

    private static void check(FleetOutcome outcome, ScriptedService service, List<String> ids) {
        assertThat(outcome.servers()).extracting(FleetServer::serverId).containsExactlyElementsOf(ids);
        assertThat(Arrays.stream(FleetState.values()).mapToInt(outcome::count).sum())
                .isEqualTo(ids.size());
        for (FleetServer server : outcome.servers()) {
            int actedOn = service.actedOn().getOrDefault(server.serverId(), 0);
            switch (server.state()) {
                case NOT_PUSHED, REFUSED -> assertThat(actedOn).as("%s", server).isZero();
                case SUCCEEDED, FAILED, RUNNING ->
                    assertThat(actedOn).as("%s", server).isOne();
                case UNKNOWN -> assertThat(actedOn).as("%s", server).isLessThanOrEqualTo(1);
            }
        }
    }
}
