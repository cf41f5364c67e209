package io.github.cphshare.simulator;

import static io.github.cphshare.simulator.Caller.json;
import static io.github.cphshare.simulator.Caller.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleWorldTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int start(Consumer<CphSimulator> started, String... args) {
        return CphSimulatorMain.start(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                started);
    }

    private static void none(CphSimulator simulator) {
        simulator.close();
        throw new AssertionError("it started");
    }

    @Test
    void three_of_its_four_servers_take_a_push() throws Exception {
        try (CphSimulator simulator = SampleWorld.builder().start()) {
            Caller caller = new Caller(simulator);
            List<String> ids = new ArrayList<>(SampleWorld.SERVERS);
            ids.add(SampleWorld.SERVER_WITHOUT_SHARED_STORAGE);
            send(caller.request("/buckets/" + SampleWorld.BUCKET + "/a.tar")
                    .PUT(BodyPublishers.ofByteArray(Tar.good())));

            HttpResponse<byte[]> response = send(caller.push(Caller.body(SampleWorld.BUCKET, "a.tar", ids)));

            JsonNode jobs = json(response).path("jobs");
            assertThat(jobs.findValues("job_id")).hasSize(3);
            assertThat(jobs.findValuesAsText("error_code")).containsExactly("CPS.0137");
            for (String id : SampleWorld.SERVERS) {
                assertThat(simulator.sharedStorage(id).files()).containsOnlyKeys("/data/app/a.txt");
            }
        }
    }

    @Test
    void it_listens_on_loopback_only() throws Exception {
        try (CphSimulator simulator = SampleWorld.builder().start()) {
            assertThat(InetAddress.getByName(simulator.endpoint().getHost()).isLoopbackAddress())
                    .isTrue();
        }
    }

    @Test
    void main_prints_how_to_call_what_it_started() throws Exception {
        List<CphSimulator> started = new ArrayList<>();
        assertThat(start(started::add, "--port", "0")).isZero();
        try (CphSimulator simulator = started.get(0)) {
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains(simulator.endpoint().toString(), simulator.token(), SampleWorld.PROJECT_ID)
                    .contains("HUAWEICLOUD_SDK_AK=" + SampleWorld.ACCESS_KEY)
                    .contains("HUAWEICLOUD_SDK_SK=" + SampleWorld.SECRET_KEY)
                    .contains(SampleWorld.SERVERS)
                    .contains(SampleWorld.SERVER_WITHOUT_SHARED_STORAGE);
            assertThat(err.toByteArray()).isEmpty();
            assertThat(send(new Caller(simulator).request("/")).statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--port x", "--port -1", "--port 65536", "--help", "--port 0 more"})
    void main_explains_itself_where_the_arguments_are_wrong(String args) {
        assertThat(start(SampleWorldTest::none, args.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("Usage: ");
        assertThat(out.toByteArray()).isEmpty();
    }

    @Test
    void a_port_that_is_taken_is_named() {
        try (CphSimulator first = SampleWorld.builder().start()) {
            int port = first.endpoint().getPort();

            assertThatThrownBy(() -> SampleWorld.builder().port(port).start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(Integer.toString(port));
            assertThat(start(SampleWorldTest::none, "--port", Integer.toString(port)))
                    .isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains(Integer.toString(port));
        }
    }
}
