package io.github.cphshare.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SimulatorCommandTest {

    @Test
    void what_it_prints_can_be_done_and_a_signal_ends_it_with_0() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "simulator")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String guide = guide(process);
            String endpoint = found(guide, "listens at (\\S+)");
            String token = found(guide, "token +(\\S+)");
            store(found(guide, "curl -T test.tar (\\S+)"));
            String command = guide.replaceAll("\\\\\\R\\s*", "");
            List<String> push = List.of(found(command, "\\./cph-share (push .*)")
                    .replace(" --tar test.tar", "")
                    .split(" +"));

            Shell.Result result = new Shell().with("CPH_TOKEN", token).run(push);
            Shell.Result signed = new Shell()
                    .with("HUAWEICLOUD_SDK_AK", found(guide, "HUAWEICLOUD_SDK_AK=(\\S+)"))
                    .with("HUAWEICLOUD_SDK_SK", found(guide, "HUAWEICLOUD_SDK_SK=(\\S+)"))
                    .run(push);

            assertThat(endpoint).startsWith("http://127.0.0.1:");
            assertThat(result.exit()).isEqualTo(3);
            assertThat(result.out()).contains("1 accepted, 1 refused").contains("CPS.0137");
            assertThat(signed.exit()).as(signed.err()).isEqualTo(3);
            assertThat(signed.out()).contains("1 accepted, 1 refused").contains("CPS.0137");
            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** What is printed before the command waits: the line that names the refused server is the last. */
    private static String guide(Process process) throws IOException {
        BufferedReader out = process.inputReader(UTF_8);
        List<String> lines = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.contains("--server")) {
                break;
            }
        }
        return String.join("\n", lines);
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in: %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    private static void store(String address) throws IOException, InterruptedException {
        HttpResponse<Void> stored = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(HostileTar.bytes()))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        assertThat(stored.statusCode()).isEqualTo(200);
    }

    @Test
    void a_port_that_is_taken_exits_with_2_and_one_line() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Shell.Result result = new Shell().run("simulator", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.err().lines()).hasSize(1);
            assertThat(result.err()).contains("cannot listen on port " + taken.getLocalPort());
        }
    }

    @Test
    void an_interrupted_thread_ends_it_too() throws InterruptedException {
        List<Integer> exits = new ArrayList<>();
        Thread thread = new Thread(() -> exits.add(new Shell().run("simulator").exit()));
        thread.start();
        thread.interrupt();
        thread.join();

        assertThat(exits).containsExactly(0);
    }
}
