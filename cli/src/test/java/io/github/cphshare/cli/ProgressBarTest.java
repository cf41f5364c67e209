package io.github.cphshare.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.PushRequest;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.fleet.FleetOptions;
import io.github.cphshare.client.fleet.FleetPush;
import io.github.cphshare.client.fleet.FleetPusher;
import io.github.cphshare.client.tar.TarPacker;
import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.Fault;
import io.github.cphshare.simulator.SampleWorld;
import io.github.cphshare.simulator.SimulatedServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressBarTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();

    private ProgressBar bar(boolean colour, boolean watched) {
        return new ProgressBar(terminal(colour, watched), nanos::get);
    }

    private Terminal terminal(boolean colour, boolean watched) {
        return new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of(),
                Path.of(""),
                colour,
                watched);
    }

    private String painted() {
        return err.toString(UTF_8).replaceAll("\u001b\\[\\d*m", "");
    }

    /** One server succeeds, one fails, one is refused, one goes on: looked at once, four seconds after the beginning. */
    private void lookAt(ProgressBar bar) throws IOException {
        SampleFolder.copyTo(folder.resolve("sample"));
        TarPacker.root("data").pack(folder.resolve("sample"), folder.resolve("a.tar"));
        try (CphSimulator simulator = SampleWorld.builder()
                        .object(SampleWorld.BUCKET, "a.tar", folder.resolve("a.tar"))
                        .server(SimulatedServer.withSharedStorage(SampleWorld.SERVERS.get(1))
                                .failingJobs("CPS.0054", "no"))
                        .server(SimulatedServer.withSharedStorage(SampleWorld.SERVERS.get(2))
                                .endlessJobs())
                        .start();
                CphShareClient client = CphShareClient.builder()
                        .endpoint(simulator.endpoint().toString())
                        .projectId(simulator.projectId())
                        .credentials(CredentialsProvider.token(simulator.token()))
                        .build()) {
            PushReceipt receipt = client.push(PushRequest.builder()
                    .bucketName(SampleWorld.BUCKET)
                    .objectPath("a.tar")
                    .serverIds(SampleWorld.SERVERS)
                    .serverIds(List.of(SampleWorld.SERVER_WITHOUT_SHARED_STORAGE))
                    .build());
            nanos.set(Duration.ofSeconds(4).toNanos());
            client.await(receipt, Duration.ZERO, bar);
        }
    }

    @Test
    void it_tells_done_failed_running_rate_and_time_left() throws IOException {
        try (ProgressBar bar = bar(true, true)) {
            lookAt(bar);
        }

        assertThat(painted())
                .contains("[######!!!!!!!!!!!!......] 1 of 4 done, 2 failed, 1 running, 0.5/s, about 2 s left")
                .endsWith("\r\u001b[K");
    }

    @Test
    void what_is_not_known_or_not_pushed_yet_is_called_neither_failed_nor_running() throws IOException {
        SampleFolder.copyTo(folder.resolve("sample"));
        TarPacker.root("data").pack(folder.resolve("sample"), folder.resolve("a.tar"));
        try (CphSimulator simulator = SampleWorld.builder()
                        .object(SampleWorld.BUCKET, "a.tar", folder.resolve("a.tar"))
                        .start();
                CphShareClient client = CphShareClient.builder()
                        .endpoint(simulator.endpoint().toString())
                        .projectId(simulator.projectId())
                        .credentials(CredentialsProvider.token(simulator.token()))
                        .build();
                ProgressBar bar = bar(false, true)) {
            simulator.faults().next(Fault.loseAnswer());
            FleetPusher.of(client)
                    .pushAll(FleetPush.builder()
                            .bucketName(SampleWorld.BUCKET)
                            .objectPath("a.tar")
                            .serverIds(SampleWorld.SERVERS)
                            .journal(folder.resolve("push.journal"))
                            .options(FleetOptions.builder()
                                    .serversPerRequest(1)
                                    .listener(bar)
                                    .build())
                            .build());
        }

        assertThat(painted())
                .contains("0 of 3 done, 1 unknown, 0 running, 2 not pushed")
                .contains("2 of 3 done, 1 unknown, 0 running");
    }

    @Test
    void what_is_wider_than_the_terminal_is_cut_since_a_second_line_could_not_be_painted_over() throws IOException {
        try (ProgressBar bar = bar(true, true)) {
            lookAt(bar);
        }

        assertThat(err.toString(UTF_8)).contains("\r\u001b[K\u001b[?7l  [").endsWith(" left\u001b[?7h\r\u001b[K");
    }

    @Test
    void without_colours_it_is_there_all_the_same() throws IOException {
        try (ProgressBar bar = bar(false, true)) {
            lookAt(bar);
        }

        assertThat(err.toString(UTF_8))
                .contains("[######!!!!!!!!!!!!......] 1 of 4 done, 2 failed")
                .doesNotContain("\u001b[3");
    }

    @Test
    void no_color_is_about_colours_alone() {
        assertThat(Terminal.canRepaint(true, false, Map.of("NO_COLOR", "1"))).isTrue();
        assertThat(Terminal.canRepaint(true, true, Map.of("NO_COLOR", "1", "WT_SESSION", "any")))
                .isTrue();
    }

    @Test
    void a_dumb_terminal_gets_no_colours_unless_they_are_asked_for() {
        assertThat(Terminal.canColour(true, true, Map.of("TERM", "xterm"))).isTrue();
        assertThat(Terminal.canColour(true, true, Map.of("TERM", "dumb"))).isFalse();
        assertThat(Terminal.canColour(true, true, Map.of("TERM", "dumb", "CLICOLOR_FORCE", "1")))
                .isTrue();
        assertThat(Terminal.canColour(false, true, Map.of())).isFalse();
    }

    @Test
    void a_log_file_beside_a_terminal_gets_no_signs_for_one() {
        boolean lookedAt = Terminal.isLookedAt("other", true);

        assertThat(Terminal.canRepaint(lookedAt, false, Map.of("TERM", "xterm")))
                .isFalse();
        assertThat(Terminal.canColour(true, lookedAt, Map.of("TERM", "xterm"))).isFalse();
        assertThat(Terminal.canColour(true, lookedAt, Map.of("CLICOLOR_FORCE", "1")))
                .isTrue();
    }

    @Test
    void whoever_looks_sees_it_also_where_the_servers_come_from_a_pipe_or_the_result_goes_to_a_file() {
        assertThat(Terminal.isLookedAt("terminal", false)).isTrue();
        assertThat(Terminal.isLookedAt(null, true)).isTrue();
        assertThat(Terminal.isLookedAt(null, false)).isFalse();
    }

    @Test
    void what_a_signal_has_to_say_takes_the_place_of_the_bar() {
        PaintedLine.say(terminal(false, true), "ending");
        PaintedLine.say(terminal(false, false), "ending");

        assertThat(err.toString(UTF_8).lines()).containsExactly("", "\u001b[Kending", "ending");
    }

    @Test
    void a_pipe_and_a_terminal_that_cannot_paint_over_a_line_stay_quiet() {
        assertThat(Terminal.canRepaint(false, false, Map.of("CLICOLOR_FORCE", "1")))
                .isFalse();
        assertThat(Terminal.canRepaint(true, false, Map.of("TERM", "dumb"))).isFalse();
        assertThat(Terminal.canRepaint(true, true, Map.of())).isFalse();
    }

    @Test
    void it_is_not_there_where_nobody_looks() throws IOException {
        try (ProgressBar bar = bar(true, false)) {
            lookAt(bar);
        }

        assertThat(err.size()).isZero();
    }
}
