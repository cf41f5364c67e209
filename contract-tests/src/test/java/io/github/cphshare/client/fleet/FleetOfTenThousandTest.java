package io.github.cphshare.client.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.Fault;
import io.github.cphshare.simulator.SimulatedJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many servers, of which two in a hundred cannot take the push, in requests of which two in a hundred go wrong, from a JVM
 * with a heap of 64 MiB. The profile {@code kill} takes 10,000 servers, the ordinary build fewer.
 */
class FleetOfTenThousandTest {
    private static final int SERVERS = Integer.getInteger("fleet.servers");
    private static final int SERVERS_PER_REQUEST = 10;

    @TempDir
    Path folder;

    @Test
    void each_server_is_in_the_one_state_that_is_true_of_it() throws IOException {
        try (CphSimulator simulator = FleetWorld.start(SERVERS, folder)) {
            simulator.faults().next(faults());

            List<String> output = new FleetProcess(
                            simulator, folder.resolve("push.journal"), SERVERS, SERVERS_PER_REQUEST, "-Xmx64m")
                    .run();

            assertThat(output.get(1)).isEqualTo("DONE");
            Map<String, FleetState> states = new LinkedHashMap<>();
            for (String line : output.subList(2, output.size())) {
                String[] server = line.split(" ", 2);
                assertThat(states.put(server[0], FleetState.valueOf(server[1]))).isNull();
            }
            assertThat(states.keySet()).containsExactlyElementsOf(FleetWorld.ids(SERVERS));
            check(states, simulator);
        }
    }

    /** Of each 200 requests two that are throttled, and two whose fate nobody knows. */
    private static Fault[] faults() {
        return IntStream.rangeClosed(1, SERVERS / SERVERS_PER_REQUEST)
                .mapToObj(request -> switch (request % 200) {
                    case 20 -> Fault.error("APIGW.0308").header("Retry-After", "0");
                    case 70 -> Fault.closeAfterReading();
                    case 120 -> Fault.error("APIGW.0308");
                    case 170 -> Fault.loseAnswer();
                    default -> Fault.delay(Duration.ZERO);
                })
                .toArray(Fault[]::new);
    }

    private static void check(Map<String, FleetState> states, CphSimulator simulator) {
        Map<String, List<SimulatedJob>> jobs = FleetWorld.jobs(simulator);
        assertThat(jobs.values()).as("pushed twice").allMatch(ofOneServer -> ofOneServer.size() == 1);
        Map<FleetState, Integer> counts = new EnumMap<>(FleetState.class);
        states.forEach((id, state) -> {
            counts.merge(state, 1, Integer::sum);
            switch (state) {
                case SUCCEEDED -> assertThat(jobs).containsKey(id);
                case FAILED -> assertThat(FleetWorld.fails(id)).isTrue();
                case REFUSED -> assertThat(FleetWorld.refuses(id)).isTrue();
                case UNKNOWN -> {}
                case NOT_PUSHED, RUNNING -> throw new AssertionError("forgotten: " + id);
            }
        });
        int lost = (SERVERS / SERVERS_PER_REQUEST + 130) / 200 + (SERVERS / SERVERS_PER_REQUEST + 30) / 200;
        assertThat(counts.get(FleetState.UNKNOWN)).isEqualTo(lost * SERVERS_PER_REQUEST);
        assertThat(counts.get(FleetState.SUCCEEDED)).isGreaterThan(SERVERS * 9 / 10);
    }
}
