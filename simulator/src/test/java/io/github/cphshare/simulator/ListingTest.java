package io.github.cphshare.simulator;

import static io.github.cphshare.simulator.Caller.assertRefused;
import static io.github.cphshare.simulator.Caller.body;
import static io.github.cphshare.simulator.Caller.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ListShareFiles: a job whose message is the listing. */
class ListingTest {
    private final TestClock clock = new TestClock();
    private final CphSimulator simulator = CphSimulator.builder()
            .clock(clock)
            .jobDuration(Duration.ofSeconds(5))
            .server(SimulatedServer.withSharedStorage("s"))
            .server(SimulatedServer.withSharedStorage("empty"))
            .server(SimulatedServer.withoutSharedStorage("without"))
            .start();
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void close() {
        simulator.close();
    }

    private void push(Tar tar) throws IOException, InterruptedException {
        simulator.putObject("bucket-a", "my_apps/test.tar", tar.bytes());
        assertThat(send(caller.push(body("s"))).statusCode()).isEqualTo(200);
    }

    /** The job of a listing, ended. */
    private JsonNode listed(String query) throws Exception {
        JsonNode answer = caller.answer("listShareFiles", "servers/share-files?server_ids=s&path=" + query);
        clock.advance(Duration.ofSeconds(5));
        return caller.answer(
                "showJob", "jobs/" + answer.path("jobs").path(0).path("job_id").textValue());
    }

    private JsonNode listing(String query) throws Exception {
        return Json.parse(listed(query).path("execute_msg").textValue().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_directory_is_listed_as_it_is_when_the_job_ends() throws Exception {
        push(Tar.archive()
                .file("data/app/b.txt", "hello")
                .directory("data/app/sub/")
                .file("data/c", ""));

        JsonNode listing = listing("/data/app");

        assertThat(listing.path("files_in_path"))
                .hasToString(
                        "{\"total\":2,\"count\":2,\"files\":[\"5 Jan 01 09:05 b.txt\",\"4096 Jan 01 09:05 sub\"]}");
        assertThat(listing.path("share_base_max_size").textValue()).isEqualTo("50G");
        assertThat(listing.path("share_base_capacity").textValue()).isEqualTo("50G 5 50G 1%");
        assertThat(listing("/data/").path("files_in_path").findValuesAsText("files"))
                .hasSize(1);
        assertThat(listing("/data").path("files_in_path").path("total").intValue())
                .isEqualTo(2);
        assertThat(simulator.jobs()).extracting(SimulatedJob::operation).startsWith("pushShareFiles", "listShareFiles");
    }

    @Test
    void a_page_of_it_says_how_much_there_is() throws Exception {
        Tar tar = Tar.archive();
        for (int i = 10; i < 30; i++) {
            tar.file("data/f" + i, "x");
        }
        push(tar);

        JsonNode page = listing("/data&offset=18&limit=5").path("files_in_path");

        assertThat(page.path("total").intValue()).isEqualTo(20);
        assertThat(page.path("count").intValue()).isEqualTo(2);
        assertThat(page.path("files").path(1).textValue()).endsWith(" f29");
    }

    @Test
    void a_long_listing_is_cut_off_after_1024_bytes_between_characters() throws Exception {
        Tar tar = Tar.archive();
        for (int i = 10; i < 60; i++) {
            tar.file("data/é" + "€".repeat(20) + i, "x");
        }
        push(tar);

        String message = listed("/data").path("execute_msg").textValue();

        assertThat(message.getBytes(StandardCharsets.UTF_8).length).isBetween(1021, 1024);
        assertThat(message).doesNotContain("\uFFFD").startsWith("{\"files_in_path\":{\"total\":50,\"count\":50");
        assertThatThrownBy(() -> Json.parse(message.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_directory_that_is_not_there_makes_the_job_fail() throws Exception {
        JsonNode job = listed("/data/nowhere");

        assertThat(job.path("status").intValue()).isEqualTo(-1);
        assertThat(job.path("error_code").textValue()).isEqualTo("CPS.0199");
    }

    @Test
    void servers_refuse_a_listing_as_they_refuse_a_push() throws Exception {
        JsonNode jobs = caller.answer("listShareFiles", "servers/share-files?path=/data&server_ids=s,without,nobody")
                .path("jobs");

        assertThat(jobs.findValuesAsText("server_id")).containsExactly("s", "without", "nobody");
        assertThat(jobs.path(0).has("job_id")).isTrue();
        assertThat(jobs.findValuesAsText("error_code")).containsExactly("CPS.0137", "CPS.0097");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server_ids=s | CPS.0199",
                "server_ids=s&path=/ | CPS.0199",
                "server_ids=s&path=data | CPS.0199",
                "server_ids=s&path=/data/../x | CPS.0199",
                "server_ids=s&path=/data//x | CPS.0199",
                "path=/data | CPS.0095",
                "path=/data&server_ids= | CPS.0094",
                "path=/data&server_ids=s,,t | CPS.0094",
                "path=/data&server_ids=s&limit=51 | CPS.0002"
            })
    void what_cannot_be_listed_is_refused(String query, String code) throws Exception {
        assertRefused(send(caller.query("servers/share-files?" + query)), 400, code);
        assertThat(simulator.jobs()).isEmpty();
    }
}
