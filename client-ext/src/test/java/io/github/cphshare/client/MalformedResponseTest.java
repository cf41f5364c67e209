package io.github.cphshare.client;

import static io.github.cphshare.client.Clients.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.MalformedResponseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A 2xx that is not the documented answer is never a success with nulls. */
class MalformedResponseTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>Please log in to the hotel's network</body></html>",
                "{\"request_id\":\"r\",\"jobs\":[{\"server_id\":\"s1\",",
                "{\"request_id\":\"r\",\"jobs\":\"none\"}",
                "{\"request_id\":\"r\",\"jobs\":{}}",
                "{\"request_id\":\"r\",\"jobs\":[\"s1\"]}",
                "{\"request_id\":[],\"jobs\":[]}",
                "{\"request_id\":\"r\",\"jobs\":[]} trailing",
                "{\"request_id\":\"r\",\"jobs\":[]}{}",
                "{}",
                "{\"other\":true}",
                "[]",
                "null",
                "\"ok\"",
                "   ",
                "",
            })
    void it_is_refused_with_what_was_read_and_what_the_service_may_have_done(String body) throws IOException {
        MalformedResponseException failure =
                failure(RawServer.answer("200 OK\r\nContent-Type: application/json\r\nX-Request-Id: r-9", body));

        assertThat(failure.httpStatus()).isEqualTo(200);
        assertThat(failure.body()).isEqualTo(body);
        assertThat(failure.requestId()).isEqualTo("r-9");
        assertThat(failure.delivery()).isEqualTo(Delivery.UNKNOWN);
        assertThat(failure.advice()).contains("may have acted");
        assertThat(failure).hasMessageStartingWith("HTTP 200, but not the documented answer: ");
    }

    @Test
    void no_content_is_not_a_success() throws IOException {
        MalformedResponseException failure = failure(RawServer.raw("HTTP/1.1 204 No Content\r\n\r\n"));
        assertThat(failure).hasMessageContaining("HTTP 204").hasMessageContaining("no body");
    }

    @Test
    void the_place_of_a_wrong_type_is_named() throws IOException {
        assertThat(failure(RawServer.answer(
                        "200 OK", "{\"jobs\":[{\"server_id\":\"s1\",\"job_id\":\"j1\"},{\"server_id\":{}}]}")))
                .hasMessageContaining("$.jobs[1].server_id");
    }

    @Test
    void a_value_from_the_answer_paints_no_terminal_and_floods_no_log() throws IOException {
        String evil = "\u009b2J\\u001b[2J\\r\\n" + "x".repeat(100_000);
        try (RawServer server =
                        new RawServer(RawServer.answer("200 OK", "{\"servers\":[{\"status\":\"" + evil + "\"}]}"));
                CphShareClient client = Clients.of(server.url()).build()) {
            assertThatThrownBy(() -> client.servers().toList())
                    .isInstanceOf(MalformedResponseException.class)
                    .message()
                    .matches("[^\\p{Cc}]{1,500}");
        }
    }

    @Test
    void deep_nesting_is_no_way_to_break_the_reader() throws IOException {
        String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(failure(RawServer.answer("200 OK", deep)).body()).hasSizeLessThanOrEqualTo(2_048);
    }

    @Test
    void a_small_answer_that_unpacks_to_a_large_one_is_cut_off() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 40; i++) {
                gzip.write(blanks);
            }
        }
        byte[] body = packed.toByteArray();
        MalformedResponseException failure = failure((request, connection) -> {
            connection
                    .getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().write(body);
        });
        assertThat(failure).hasMessageContaining("larger than");
    }

    private static MalformedResponseException failure(RawServer.Behaviour behaviour) throws IOException {
        try (RawServer server = new RawServer(behaviour);
                CphShareClient client = Clients.of(server.url()).build()) {
            return catchThrowableOfType(MalformedResponseException.class, () -> client.push(request()));
        }
    }
}
