package io.github.cphshare.simulator;

import static io.github.cphshare.simulator.Caller.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectTest {
    private final CphSimulator simulator =
            CphSimulator.builder().bucket("bucket-a").start();
    private final Caller caller = new Caller(simulator);

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void what_is_put_can_be_got_and_asked_for() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);

        HttpResponse<byte[]> put =
                send(caller.request("/buckets/bucket-a/my_apps/test.tar").PUT(BodyPublishers.ofByteArray(content)));
        HttpResponse<byte[]> get = send(caller.request("/buckets/bucket-a/my_apps/test.tar"));
        HttpResponse<byte[]> head =
                send(caller.request("/buckets/bucket-a/my_apps/test.tar").method("HEAD", BodyPublishers.noBody()));

        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(get.statusCode()).isEqualTo(200);
        assertThat(get.body()).isEqualTo(content);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(3_000_000);
        String etag = put.headers().firstValue("ETag").orElseThrow();
        assertThat(etag).matches("\"[0-9a-f]{32}\"");
        assertThat(get.headers().firstValue("ETag")).contains(etag);
        assertThat(head.headers().firstValue("ETag")).contains(etag);
        assertThat(simulator.object("bucket-a", "my_apps/test.tar").orElseThrow())
                .isEqualTo(content);
        assertThat(simulator.journal())
                .as("names the requests and does not hold on to the objects")
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.body()).isEmpty());
    }

    /** As {@code check URL} and {@code push --tar-url} read an object: its headers, piece by piece. */
    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, 206, 0123, bytes 0-3/10",
        "bytes=4-, 206, 456789, bytes 4-9/10",
        "bytes=8-99, 206, 89, bytes 8-9/10",
        "bytes=10-11, 416,, bytes */10",
        "bytes=3-2, 200, 0123456789,",
        "lines=0-3, 200, 0123456789,",
    })
    void a_part_of_an_object_can_be_got(String range, int status, @Nullable String part, @Nullable String contentRange)
            throws Exception {
        simulator.putObject("bucket-a", "a.tar", "0123456789".getBytes(StandardCharsets.UTF_8));

        HttpResponse<byte[]> response =
                send(caller.request("/buckets/bucket-a/a.tar").header("Range", range));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Range")).isEqualTo(Optional.ofNullable(contentRange));
        if (part != null) {
            assertThat(response.body()).asString(StandardCharsets.UTF_8).isEqualTo(part);
        }
    }

    @Test
    void no_part_is_got_of_another_object_than_the_first_part_was_of() throws Exception {
        simulator.putObject("bucket-a", "a.tar", new byte[] {1, 2});
        HttpResponse<byte[]> first =
                send(caller.request("/buckets/bucket-a/a.tar").header("Range", "bytes=0-0"));
        String etag = first.headers().firstValue("ETag").orElseThrow();
        HttpRequest.Builder second = caller.request("/buckets/bucket-a/a.tar")
                .header("Range", "bytes=1-1")
                .header("If-Match", etag);

        assertThat(send(second.copy()).body()).containsExactly(2);
        assertThat(send(second.copy().setHeader("If-Match", "*")).body()).containsExactly(2);
        assertThat(send(second.copy().setHeader("If-Match", "\"other\", " + etag))
                        .body())
                .containsExactly(2);
        simulator.putObject("bucket-a", "a.tar", new byte[] {3, 4});
        assertThat(send(second).statusCode()).isEqualTo(412);
    }

    @ParameterizedTest
    @CsvSource({"a+b.tar, a+b.tar", "a%23b%3D%2B.tar, a#b=+.tar", "x%2Fy/z.tar, x/y/z.tar", "%C3%A9.tar, é.tar"})
    void a_key_is_percent_decoded_and_a_plus_is_a_plus(String raw, String key) throws Exception {
        send(caller.request("/buckets/bucket-a/" + raw).PUT(BodyPublishers.ofString("1")));

        assertThat(simulator.object("bucket-a", key)).isPresent();
    }

    @Test
    void an_object_that_is_replaced_has_another_etag() throws Exception {
        simulator.putObject("bucket-a", "a.tar", new byte[] {1});
        String before = send(caller.request("/buckets/bucket-a/a.tar"))
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        simulator.putObject("bucket-a", "a.tar", new byte[] {2});

        assertThat(send(caller.request("/buckets/bucket-a/a.tar")).headers().firstValue("ETag"))
                .isNotEmpty()
                .isNotEqualTo(Optional.of(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/buckets/bucket-b/a.tar", "/buckets/bucket-a/a.tar", "/buckets/bucket-a/", "/buckets"})
    void what_is_not_there_is_404(String path) throws Exception {
        assertThat(send(caller.request(path)).statusCode()).isEqualTo(404);
        assertThat(send(caller.request(path).method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void an_object_cannot_be_put_into_a_bucket_that_is_not_there() throws Exception {
        assertThat(send(caller.request("/buckets/bucket-b/a.tar").PUT(BodyPublishers.ofString("1")))
                        .statusCode())
                .isEqualTo(404);
        assertThat(simulator.object("bucket-b", "a.tar")).isEmpty();
    }

    @Test
    void an_object_can_come_from_a_file(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("a.tar"), "content");

        try (CphSimulator other =
                CphSimulator.builder().object("bucket-c", "a.tar", file).start()) {
            assertThat(other.object("bucket-c", "a.tar").orElseThrow())
                    .asString()
                    .isEqualTo("content");
        }
        assertThatThrownBy(() -> CphSimulator.builder().object("bucket-c", "a.tar", folder.resolve("none")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none");
    }

    @Test
    void the_caller_keeps_their_own_array() {
        byte[] mine = {1};
        simulator.putObject("bucket-a", "a.tar", mine);
        mine[0] = 2;
        simulator.object("bucket-a", "a.tar").orElseThrow()[0] = 3;

        assertThat(simulator.object("bucket-a", "a.tar").orElseThrow()).containsExactly(1);
    }
}
