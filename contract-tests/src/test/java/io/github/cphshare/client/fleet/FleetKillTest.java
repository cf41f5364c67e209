package io.github.cphshare.client.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.fleet.DyingDisk.Phase;
import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.SimulatedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JVM that pushes to 1,000 servers is killed (SIGKILL) at a step of its journal: before a line, in the middle of it, or
 * when it is safe. Another one resumes. The ordinary build tries a few of the steps, the profile {@code kill} each.
 */
class FleetKillTest {
    private static final int SERVERS = 1_000;
    private static final int SERVERS_PER_REQUEST = 100;
    private static final List<Phase> PHASES = List.of(Phase.values());
    private static final int EVERY = Integer.getInteger("fleet.kill.every");

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> a_killed_push_is_resumed_and_no_server_is_pushed_to_twice_and_none_is_forgotten()
            throws IOException {
        int writes = writesOfAWholePush();
        // The head, ten requests and their answers, and at least one line for each page that tells of jobs that ended.
        assertThat(writes).isGreaterThanOrEqualTo(1 + 20 + 10);
        return IntStream.range(0, writes * PHASES.size())
                .filter(point -> point % EVERY == 0)
                .mapToObj(point -> {
                    int write = 1 + point / PHASES.size();
                    Phase phase = PHASES.get(point % PHASES.size());
                    return dynamicTest("write " + write + " of " + writes + ", " + phase, () -> dies(write, phase));
                });
    }

    private static int writesOfAWholePush() throws IOException {
        try (CphSimulator simulator = FleetWorld.start(SERVERS, folder)) {
            List<String> output =
                    process(simulator, folder.resolve("whole.journal")).run();
            return Integer.parseInt(output.get(0));
        }
    }

    private static FleetProcess process(CphSimulator simulator, Path journal) {
        return new FleetProcess(simulator, journal, SERVERS, SERVERS_PER_REQUEST);
    }

    private static void dies(int write, Phase phase) throws IOException {
        Path journal = folder.resolve("push-" + write + "-" + phase + ".journal");
        try (CphSimulator simulator = FleetWorld.start(SERVERS, folder)) {
            boolean died = process(simulator, journal).dieAt(write, phase, () -> {
                if (write > 1) {
                    assertThatThrownBy(() -> FleetJournal.read(journal))
                            .hasMessageContaining("in use by another process");
                }
            });
            assertThat(died).isTrue();
            assertThat(Files.exists(journal)).as("journal").isEqualTo(write > 1);
            if (write == 1) {
                assertThat(simulator.journal()).isEmpty();
            } else {
                FleetOutcome outcome = resumed(simulator, journal);
                check(outcome, simulator);
                // Whatever was in flight then, and not more.
                assertThat(outcome.count(FleetState.UNKNOWN)).isLessThanOrEqualTo(4 * SERVERS_PER_REQUEST);
            }
        }
    }

    @Test
    void a_push_that_dies_again_and_again_comes_to_its_end() throws IOException {
        Path journal = folder.resolve("again.journal");
        try (CphSimulator simulator = FleetWorld.start(SERVERS, folder)) {
            assertThat(process(simulator, journal).dieAt(4, Phase.TORN)).isTrue();
            int deaths = 1;
            while (process(simulator, journal).dieAt(4, PHASES.get(deaths % PHASES.size()))) {
                deaths++;
                // Each run gets at least one step further.
                assertThat(deaths).isLessThan(50);
            }
            assertThat(deaths).isGreaterThan(3);
            FleetOutcome outcome = resumed(simulator, journal);
            check(outcome, simulator);
            // Each run had an answer before it died, and at most one intent without one.
            assertThat(outcome.count(FleetState.UNKNOWN)).isLessThan(outcome.count(FleetState.SUCCEEDED));
        }
    }

    private static FleetOutcome resumed(CphSimulator simulator, Path journal) {
        try (CphShareClient cph = FleetWorld.client(simulator)) {
            return FleetPusher.of(cph)
                    .resume(
                            journal,
                            FleetOptions.builder()
                                    .serversPerRequest(SERVERS_PER_REQUEST)
                                    .build());
        }
    }

    private static void check(FleetOutcome outcome, CphSimulator simulator) {
        Map<String, List<SimulatedJob>> jobs = FleetWorld.jobs(simulator);
        assertThat(jobs.values()).as("pushed twice").allMatch(ofOneServer -> ofOneServer.size() == 1);
        assertThat(outcome.end()).isEqualTo(FleetEnd.DONE);
        assertThat(outcome.servers())
                .as("in exactly one state")
                .extracting(FleetServer::serverId)
                .containsExactlyElementsOf(FleetWorld.ids(SERVERS));
        assertThat(outcome.servers()).allSatisfy(server -> {
            boolean hasJob = jobs.containsKey(server.serverId());
            switch (server.state()) {
                case SUCCEEDED, FAILED -> {
                    assertThat(hasJob).isTrue();
                    assertThat(server.state() == FleetState.FAILED).isEqualTo(FleetWorld.fails(server.serverId()));
                }
                case REFUSED -> {
                    assertThat(hasJob).isFalse();
                    assertThat(FleetWorld.refuses(server.serverId())).isTrue();
                }
                case UNKNOWN -> assertThat(server.message()).isNotNull();
                case NOT_PUSHED, RUNNING -> throw new AssertionError("forgotten: " + server);
            }
        });
    }
}
