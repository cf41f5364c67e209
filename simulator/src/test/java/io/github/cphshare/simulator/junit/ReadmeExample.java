package io.github.cphshare.simulator.junit;

import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.Fault;
import io.github.cphshare.simulator.SimulatedServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example of the README, compiled and not run. {@link CphSimulatorExtensionTest} holds the two together. */
@SuppressWarnings("ClassCanBeStatic") // In the README it stands alone.
final class ReadmeExample {
    private ReadmeExample() {}

    // spotless:off
    class PushTest {
        @RegisterExtension
        static final CphSimulatorExtension SIMULATOR = new CphSimulatorExtension(CphSimulator.builder()
                .server(SimulatedServer.withSharedStorage("1234567b8bab40ffb711234cb80d0234"))
                .object("bucket-a", "my_apps/test.tar", Path.of("test.tar")));

        @Test
        void a_throttled_push_is_sent_again(CphSimulator simulator) {
            simulator.faults().next(Fault.error("APIGW.0308").header("Retry-After", "1"));
            // call simulator.endpoint() with simulator.token() and simulator.projectId(), then look:
            simulator.journal();
            simulator.jobs();
            simulator.sharedStorage("1234567b8bab40ffb711234cb80d0234").files();
        }
    }
    // spotless:on
}
