package io.github.cphshare.generated.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.cphshare.generated.model.ListJobsResponse;
import io.github.cphshare.generated.model.PushShareFilesResponse;
import java.io.IOException;
import java.util.List;
import okio.Buffer;
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

    private static <T> void assertPlain(JsonAdapter<T> adapter, String document) throws IOException {
        try (PlainJson json = PlainJson.of(new Buffer().writeUtf8(document), List.of())) {
            T read = ((PlainJsonAdapter<T>) adapter).fromPlain(json);

            assertThat(json.isRead()).isTrue();
            assertThat(read).isEqualTo(adapter.fromJson(document));
        }
    }
}
