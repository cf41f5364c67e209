package io.github.cphshare.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.Fault;
import io.github.cphshare.simulator.RecordedRequest;
import io.github.cphshare.simulator.SimulatedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verification of a real endpoint, put to the simulator over TLS as if it were one: a process of its own, as in use. */
class LiveRunTest {
    private static final String PROJECT = "1e2d3c4b5a69788766554433221100ff";
    private static final String PASSWORD = "only-certificates-in-here";

    @TempDir
    Path folder;

    private CphSimulator simulator;
    private TlsFront front;

    private record Run(int exitCode, String output) {}

    @BeforeEach
    void start() throws IOException {
        simulator = CphSimulator.builder().project(PROJECT).start();
        simulator.put(SimulatedServer.withSharedStorage("server-one"));
        simulator.put(SimulatedServer.withSharedStorage("server-two"));
        simulator.putObject("some-bucket", "some.tar", new byte[1024]);
        front = new TlsFront(simulator.endpoint());
    }

    @AfterEach
    void stop() {
        front.close();
        simulator.close();
    }

    @Test
    void only_queries_are_sent_where_nothing_may_be_pushed() throws Exception {
        Run run = run();

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output())
                .contains(Contract.published().operations().stream()
                        .filter(operation -> operation.method().equals("get"))
                        .map(operation -> "SUCCESSFUL " + operation.id())
                        .toList())
                .doesNotContain(simulator.token());
        assertThat(methods()).isNotEmpty().containsOnly("GET");
    }

    @Test
    void what_may_be_pushed_is_pushed_once_and_an_answer_that_breaks_the_contract_is_found() throws Exception {
        simulator
                .faults()
                .next(Fault.answer(200, "application/json", "{\"servers\":5}").on("listCloudPhoneServers"));

        Run run = run("-D" + RealEndpoint.PUSH + "=some-bucket/some.tar@server-one,server-two");

        assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
        assertThat(run.output())
                .contains(
                        "FAILED listCloudPhoneServers",
                        "SUCCESSFUL cph-share-client - a push that every server accepts")
                .doesNotContain(simulator.token());
        assertThat(methods()).containsOnlyOnce("POST");
    }

    private List<String> methods() {
        return simulator.journal().stream().map(RecordedRequest::method).toList();
    }

    private Run run(String... more) throws IOException, InterruptedException, GeneralSecurityException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "-Djavax.net.ssl.trustStore=" + front.trustStore(folder, PASSWORD),
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
                "-Dpact_do_not_track=true",
                "-D" + RealEndpoint.URL + "=" + front.url(),
                "-D" + RealEndpoint.PROJECT + "=" + PROJECT));
        command.addAll(Stream.of(more).toList());
        command.add(LiveRun.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(RealEndpoint.TOKEN, simulator.token());
        builder.environment().put("pact_do_not_track", "true");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
