package io.github.cphshare.generated.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.sun.management.ThreadMXBean;
import io.github.cphshare.generated.model.ListJobsResponse;
import io.github.cphshare.generated.model.PushShareFilesResponse;
import io.github.cphshare.generated.model.ServerJob;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers of which there are many, or that are long, are read the short way. */
class PlainAnswersTest {
    private static final Moshi MOSHI =
            new Moshi.Builder().add(new GeneratedJsonAdapterFactory()).build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"request_id\":\"6837531fd3f54550927b930180a706bf\",\"jobs\":[{\"server_id\":\"1678567b8bab40f93711234cb80d0234\","
                        + "\"job_id\":\"1564567b8bab40f34711234cb80d0123\"},{\"server_id\":\"1678567b8bab40f93711234cb80d0235\","
                        + "\"error_code\":\"CPS.0005\",\"error_msg\":\"The server is busy. 忙\"},null]}",
                "{\n  \"jobs\": [ { \"job_id\": \"j\", \"server_id\": null, \"newer\": 1 } ],\n  \"request_id\": \"r\"\n}\n"
            })
    void answers_to_a_push(String document) throws IOException {
        assertPlain(MOSHI.adapter(PushShareFilesResponse.class), document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"request_id\":\"r\",\"count\":2,\"jobs\":[{\"job_id\":\"j\",\"server_id\":\"s\",\"status\":-1,"
                        + "\"begin_time\":\"2021-01-01T00:00:00Z\",\"execute_msg\":\"\"},{\"status\":2}]}"
            })
    void lists_of_jobs(String document) throws IOException {
        assertPlain(MOSHI.adapter(ListJobsResponse.class), document);
    }

    @Test
    void strings_that_are_repeated_in_their_order_are_not_made_anew() throws IOException {
        String document =
                "{\"jobs\":[{\"server_id\":\"a1\",\"job_id\":\"j1\"},{\"job_id\":\"j2\",\"server_id\":\"a2\"},"
                        + "{\"server_id\":\"a3\"},{\"server_id\":\"ä4\"}]}";
        List<String> servers = List.of(new String("a1"), new String("a2"), "b3", "a3", "a4", "a5", "a6", "a7");
        JsonAdapter<PushShareFilesResponse> adapter = MOSHI.adapter(PushShareFilesResponse.class);

        PushShareFilesResponse read = JsonDocument.read(adapter, new Buffer().writeUtf8(document), servers);

        assertThat(read).isEqualTo(adapter.fromJson(document));
        assertThat(read.jobs().get(0).serverId()).isSameAs(servers.get(0));
        assertThat(read.jobs().get(1).serverId()).isSameAs(servers.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s\",\"job_id\":\"j", "s\\u0041", "t", "ss", "ä4", "\u0173", "job_id"})
    void strings_that_only_seem_to_be_repeated_change_nothing(String repeated) throws IOException {
        String document = "{\"request_id\":\"\",\"jobs\":[{\"server_id\":\"s\",\"job_id\":\"j\"}]}";
        JsonAdapter<PushShareFilesResponse> adapter = MOSHI.adapter(PushShareFilesResponse.class);

        assertThat(JsonDocument.read(adapter, new Buffer().writeUtf8(document), Collections.nCopies(8, repeated)))
                .isEqualTo(adapter.fromJson(document));
    }

    @Test
    void any_number_of_strings_may_be_repeated() throws IOException {
        List<String> servers = IntStream.range(0, 500)
                .mapToObj(i -> i % 100 == 99 ? "x".repeat(300) + i : "server-" + i)
                .toList();
        PushShareFilesResponse response = new PushShareFilesResponse(
                "r",
                servers.stream()
                        .map(id -> new ServerJob(id, "job-" + id, null, null))
                        .toList());
        JsonAdapter<PushShareFilesResponse> adapter = MOSHI.adapter(PushShareFilesResponse.class);

        PushShareFilesResponse read =
                JsonDocument.read(adapter, new Buffer().writeUtf8(adapter.toJson(response)), servers);

        assertThat(read).isEqualTo(response);
        assertThat(read.jobs().get(98).serverId()).isSameAs(servers.get(98));
    }

    @Test
    void lists_that_never_grow_to_what_their_first_entry_promises_take_no_memory_for_it() throws IOException {
        JsonAdapter<PushShareFilesResponse> adapter = MOSHI.adapter(PushShareFilesResponse.class);
        int lists = 10_000;
        Buffer document = new Buffer().writeUtf8("{" + "\"jobs\":[null],".repeat(lists) + "\"jobs\":[]}");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        JsonDocument.read(adapter, document);

        long before = threads.getCurrentThreadAllocatedBytes();
        PushShareFilesResponse read = JsonDocument.read(adapter, document);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(read.jobs()).isEmpty();
        assertThat(allocated / lists).as("bytes a list").isLessThan(300);
    }

    private static <T> void assertPlain(JsonAdapter<T> adapter, String document) throws IOException {
        try (PlainJson json = PlainJson.of(new Buffer().writeUtf8(document), List.of())) {
            T read = ((PlainJsonAdapter<T>) adapter).fromPlain(json);

            assertThat(json.isRead()).isTrue();
            assertThat(read).isEqualTo(adapter.fromJson(document));
        }
    }
}
