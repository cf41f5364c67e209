package io.github.cphshare.client.tar;

import static io.github.cphshare.client.tar.TarBytes.archive;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.tar.RangeServer.Behaviour;
import io.github.cphshare.client.tar.RemoteTarException.Reason;
import io.github.cphshare.client.validation.InvalidRequestException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRangeChannelTest {
    private static final String SECRET = "?AccessKeyId=AKCANARY0&Expires=1795500000&Signature=c4n4ry%2Fs1gn4tur3%3D";
    private static final byte[] GOOD =
            archive().directory("data/d/").file("data/d/a", "hello").end();

    private static RangeServer serving(byte[] object) {
        return new RangeServer(new MemoryChannel(object));
    }

    /** Large enough that the first piece does not hold all of it. */
    private static byte[] large() {
        TarBytes archive = archive();
        for (int i = 0; i < 100; i++) {
            archive.file("data/" + i, "x".repeat(3000));
        }
        return archive.end();
    }

    private static TarReport check(RangeServer server) throws IOException {
        try (HttpRangeChannel channel = HttpRangeChannel.open(server.url() + SECRET)) {
            return TarChecker.strict().check(channel);
        }
    }

    private static RemoteTarException failure(RangeServer server) {
        RemoteTarException failure = catchThrowableOfType(RemoteTarException.class, () -> check(server));
        assertThat(failure).isNotNull();
        assertThat(failure.delivery()).isEqualTo(Delivery.NOT_SENT);
        assertThat(failure.advice()).isNotBlank();
        tellsNothing(failure);
        return failure;
    }

    private static void tellsNothing(Throwable failure) {
        StringWriter all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all));
        assertThat(all.toString()).doesNotContain("AKCANARY0", "c4n4ry", "Signature", "1795500000");
    }

    @Test
    void a_small_archive_costs_one_request() throws IOException {
        try (RangeServer server = serving(GOOD);
                HttpRangeChannel channel = HttpRangeChannel.open(server.url())) {
            TarReport report = TarChecker.strict().check(channel);

            assertThat(report.accepted()).isTrue();
            assertThat(report.entries()).isEqualTo(2);
            assertThat(channel.requests()).isEqualTo(1);
            assertThat(channel.bytesRead()).isEqualTo(GOOD.length);
        }
    }

    @Test
    void the_report_is_that_of_the_file() throws IOException {
        byte[] bad = archive().raw(large()).file("etc/passwd").end();
        try (RangeServer server = serving(bad)) {
            assertThat(check(server).findings().toString())
                    .isEqualTo(TarChecker.strict()
                            .check(new MemoryChannel(bad))
                            .findings()
                            .toString());
        }
    }

    @Test
    @Timeout(60)
    void zeroes_behind_the_end_are_not_read_for_ever() throws IOException {
        SparseChannel endless = new SparseChannel().entry("data/a", 0).end().zeroes(512_000_000_000_000_000L);
        try (RangeServer server = new RangeServer(endless);
                HttpRangeChannel channel = HttpRangeChannel.open(server.url())) {
            TarReport report = TarChecker.strict().check(channel);

            assertThat(report.findings()).extracting(TarFinding::rule).containsExactly(TarRule.ARCHIVE_TRAILING_DATA);
            assertThat(channel.bytesRead()).isLessThan((1L << 30) + (8 << 20));
        }
    }

    @Test
    void four_gibibytes_in_a_hundred_entries_cost_less_than_one_mebibyte() throws IOException {
        SparseChannel object = new SparseChannel();
        for (int i = 0; i < 100; i++) {
            object.entry("data/" + i, (4L << 30) / 100);
        }
        try (RangeServer server = new RangeServer(object.end());
                HttpRangeChannel channel = HttpRangeChannel.open(server.url())) {
            TarReport report = TarChecker.strict().check(channel);

            assertThat(report.accepted()).isTrue();
            assertThat(report.entries()).isEqualTo(100);
            assertThat(channel.size()).isGreaterThan(4_200_000_000L);
            assertThat(channel.bytesRead()).isLessThan(500_000);
            assertThat(channel.requests()).isLessThanOrEqualTo(102);
        }
    }

    @Test
    void a_hundred_entries_of_mixed_sizes_cost_less_than_one_mebibyte() throws IOException {
        SparseChannel object = new SparseChannel().entry("data/large", 4L << 30);
        for (int i = 0; i < 99; i++) {
            object.entry("data/" + i, 100_000);
        }
        try (RangeServer server = new RangeServer(object.end());
                HttpRangeChannel channel = HttpRangeChannel.open(server.url())) {
            assertThat(TarChecker.strict().check(channel).accepted()).isTrue();
            assertThat(channel.bytesRead()).isLessThan(500_000);
        }
    }

    @Test
    void many_small_entries_cost_few_requests() throws IOException {
        SparseChannel object = new SparseChannel();
        for (int i = 0; i < 10_000; i++) {
            object.entry("data/" + i, 100);
        }
        try (RangeServer server = new RangeServer(object.end());
                HttpRangeChannel channel = HttpRangeChannel.open(server.url())) {
            assertThat(TarChecker.strict().check(channel).entries()).isEqualTo(10_000);
            // Ten megabytes, a mebibyte at a time once the pieces have grown.
            assertThat(channel.requests()).isLessThan(20);
        }
    }

    @Test
    void after_many_requests_near_bodies_are_read_over() throws IOException {
        SparseChannel object = new SparseChannel();
        for (int i = 0; i < 1000; i++) {
            object.entry("data/" + i, 100_000);
        }
        try (RangeServer server = new RangeServer(object.end());
                HttpRangeChannel channel = HttpRangeChannel.open(server.url())) {
            assertThat(TarChecker.strict().check(channel).entries()).isEqualTo(1000);
            assertThat(channel.requests()).isBetween(128, 300);
        }
    }

    @Test
    void an_empty_object_is_an_empty_archive() throws IOException {
        try (RangeServer server = serving(new byte[0])) {
            assertThat(check(server).findings()).extracting(TarFinding::rule).containsExactly(TarRule.ARCHIVE_EMPTY);
        }
    }

    @Test
    void all_pieces_are_asked_for_under_the_etag_of_the_first() throws IOException {
        try (RangeServer server = serving(large())) {
            assertThat(check(server).accepted()).isTrue();

            assertThat(server.conditions()).hasSizeGreaterThan(1).startsWith("");
            assertThat(server.conditions().subList(1, server.conditions().size()))
                    .containsOnly(RangeServer.TAG);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "W/\"weak\"", "\"\"", "\"unclosed", "unopened\""})
    void without_a_strong_etag_the_time_of_the_last_change_guards(String tag) throws IOException {
        try (RangeServer server = serving(large()).validators(tag.isEmpty() ? null : tag, RangeServer.TIME)) {
            assertThat(check(server).accepted()).isTrue();
            assertThat(server.conditions()).contains(RangeServer.TIME);
        }
    }

    @Test
    void an_object_that_changes_is_no_verdict() {
        try (RangeServer server = serving(large())) {
            server.behaves(fromTheSecondOn((self, exchange, first, last) -> {
                exchange.sendResponseHeaders(412, -1);
            }));

            RemoteTarException failure = failure(server);

            assertThat(failure.reason()).isEqualTo(Reason.CHANGED);
            assertThat(failure.httpStatus()).isEqualTo(412);
            assertThat(failure).hasMessageContaining("changed").hasMessageContaining("/bucket/test.tar");
        }
    }

    @Test
    void a_change_is_noticed_also_where_the_server_ignores_the_condition() {
        try (RangeServer server = serving(large())) {
            server.behaves(fromTheSecondOn((self, exchange, first, last) -> {
                self.validators("\"another\"", RangeServer.TIME);
                self.part(exchange, first, last);
            }));

            assertThat(failure(server).reason()).isEqualTo(Reason.CHANGED);
        }
    }

    @Test
    void another_size_is_a_change_also_under_the_same_etag() {
        try (RangeServer server = serving(large())) {
            server.behaves(fromTheSecondOn((self, exchange, first, last) -> {
                byte[] bytes = new byte[(int) (last - first + 1)];
                self.part(exchange, "bytes " + first + "-" + last + "/" + 999_999, bytes);
            }));

            assertThat(failure(server).reason()).isEqualTo(Reason.CHANGED);
        }
    }

    @Test
    void an_object_that_is_emptied_meanwhile_has_changed() {
        try (RangeServer server = serving(large())) {
            server.behaves(fromTheSecondOn((self, exchange, first, last) -> {
                exchange.getResponseHeaders().set("Content-Range", "bytes */0");
                exchange.sendResponseHeaders(416, -1);
            }));

            assertThat(failure(server).reason()).isEqualTo(Reason.CHANGED);
        }
    }

    static Stream<Arguments> brokenServers() {
        Behaviour whole = (self, exchange, first, last) -> {
            exchange.sendResponseHeaders(200, GOOD.length);
            exchange.getResponseBody().write(GOOD);
        };
        Behaviour elsewhere = (self, exchange, first, last) -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/" + SECRET);
            exchange.sendResponseHeaders(302, -1);
        };
        Behaviour expired = (self, exchange, first, last) -> {
            byte[] quoted = ("<Error>" + SECRET + "</Error>").getBytes(UTF_8);
            exchange.sendResponseHeaders(403, quoted.length);
            exchange.getResponseBody().write(quoted);
        };
        Behaviour encoded = (self, exchange, first, last) -> {
            exchange.getResponseHeaders().set("Content-Encoding", "br");
            self.part(exchange, "bytes 0-9/10", new byte[10]);
        };
        Behaviour busy = (self, exchange, first, last) -> exchange.sendResponseHeaders(503, -1);
        Behaviour busyForAges = (self, exchange, first, last) -> {
            exchange.getResponseHeaders().set("Retry-After", "99999999999");
            exchange.sendResponseHeaders(503, -1);
        };
        Behaviour unguarded = (self, exchange, first, last) ->
                self.validators("W/\"weak\"", null).part(exchange, 0, 99);
        Behaviour emptied = (self, exchange, first, last) -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes */1000");
            exchange.sendResponseHeaders(416, -1);
        };
        Behaviour blank =
                (self, exchange, first, last) -> self.validators("", " ").part(exchange, "bytes 0-9/10", new byte[10]);
        return Stream.of(
                Arguments.of("the whole object", whole, Reason.NO_RANGES, "whole object"),
                Arguments.of("no validator", unguarded, Reason.NO_RANGES, "neither a strong ETag nor"),
                Arguments.of("validators without a value", blank, Reason.NO_RANGES, "neither a strong ETag nor"),
                Arguments.of("a redirect", elsewhere, Reason.REFUSED, "redirects elsewhere"),
                Arguments.of("an expired signature", expired, Reason.REFUSED, "HTTP 403"),
                Arguments.of("a busy server", busy, Reason.REFUSED, "HTTP 503"),
                Arguments.of("a server that is busy for ages", busyForAges, Reason.REFUSED, "HTTP 503"),
                Arguments.of("nothing of an object that is not empty", emptied, Reason.REFUSED, "HTTP 416"),
                Arguments.of("another range", ranged("bytes 512-521/2560", 10), Reason.MALFORMED, "asked for"),
                Arguments.of("no range", ranged("", 10), Reason.MALFORMED, "asked for"),
                Arguments.of("a range without a size", ranged("bytes 0-9/*", 10), Reason.MALFORMED, "asked for"),
                Arguments.of("no range of nothing", ranged("bytes */0", 10), Reason.MALFORMED, "asked for"),
                Arguments.of(
                        "more than was asked for",
                        ranged("bytes 0-99999999/100000000", 10),
                        Reason.MALFORMED,
                        "asked for"),
                Arguments.of("a range beyond the end", ranged("bytes 0-9/9", 10), Reason.MALFORMED, "asked for"),
                Arguments.of("a backward range", ranged("bytes 0-0-9/20", 10), Reason.MALFORMED, "asked for"),
                Arguments.of("a longer body", ranged("bytes 0-9/10", 11), Reason.MALFORMED, "longer"),
                Arguments.of("a shorter body", ranged("bytes 0-9/10", 9), Reason.UNREACHABLE, "broke"),
                Arguments.of("an encoded body", encoded, Reason.MALFORMED, "asked for"));
    }

    private static Behaviour ranged(String contentRange, int length) {
        return (self, exchange, first, last) -> self.part(exchange, contentRange, new byte[length]);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenServers")
    void what_a_broken_server_sends_is_never_taken_for_an_archive(
            String what, Behaviour behaviour, Reason reason, String words) {
        try (RangeServer server = serving(GOOD).behaves(behaviour)) {
            RemoteTarException failure = failure(server);

            assertThat(failure.reason()).as(what).isEqualTo(reason);
            assertThat(failure).hasMessageContaining(words);
        }
    }

    @ParameterizedTest
    @CsvSource({"0000019ABF-c0ffee, 0000019ABF-c0ffee", "id\u001b[2J,", "an id,", "0123456789/,"})
    void a_refusal_has_the_id_that_support_asks_for_unless_it_is_none(String said, String told) {
        try (RangeServer server = serving(GOOD).behaves((self, exchange, first, last) -> {
            exchange.getResponseHeaders().set("x-obs-request-id", said);
            exchange.sendResponseHeaders(403, -1);
        })) {
            RemoteTarException failure = failure(server);

            assertThat(failure.requestId()).isEqualTo(told);
            assertThat(failure.httpStatus()).isEqualTo(403);
        }
    }

    /** Gives the beginning of what is asked for: so much of it by the number of the request. */
    private static Behaviour giving(IntUnaryOperator most) {
        AtomicInteger requests = new AtomicInteger();
        return (self, exchange, first, last) ->
                self.part(exchange, first, Math.min(last, first + most.applyAsInt(requests.incrementAndGet()) - 1));
    }

    /** Each entry takes a request, and one more where that brings less than its header. */
    private static RangeServer servingLargeEntries(int entries) {
        SparseChannel object = new SparseChannel();
        for (int i = 0; i < entries; i++) {
            object.entry("data/" + i, 1_000_000);
        }
        return new RangeServer(object.end());
    }

    @Test
    void a_server_that_gives_less_than_was_asked_for_is_asked_for_the_rest() throws IOException {
        byte[] archive = large();
        try (RangeServer server = serving(archive).behaves(giving(request -> request % 2 == 0 ? 1 : 700));
                HttpRangeChannel channel = HttpRangeChannel.open(server.url())) {
            ByteBuffer all = ByteBuffer.allocate(40_000);
            while (all.hasRemaining()) {
                assertThat(channel.read(all)).isPositive();
            }
            assertThat(all.array()).isEqualTo(Arrays.copyOf(archive, 40_000));
        }
    }

    @Test
    void a_server_that_never_gives_more_than_64_kibibytes_is_good_enough() throws IOException {
        SparseChannel object = new SparseChannel();
        for (int i = 0; i < 20_000; i++) {
            object.entry("data/" + i, 100);
        }
        try (RangeServer server = new RangeServer(object.end()).behaves(giving(request -> 64 * 1024))) {
            assertThat(check(server).entries()).isEqualTo(20_000);
            assertThat(server.conditions()).hasSizeGreaterThan(300);
        }
    }

    @Test
    void every_other_answer_may_hold_next_to_nothing() throws IOException {
        try (RangeServer server = servingLargeEntries(200).behaves(giving(request -> request % 2 == 0 ? 1 : 1 << 20))) {
            assertThat(check(server).accepted()).isTrue();
            assertThat(server.conditions()).hasSizeGreaterThan(300);
        }
    }

    @Test
    void a_server_that_gives_byte_by_byte_is_given_up_long_before_the_end() {
        try (RangeServer server = serving(large()).behaves(giving(request -> 1))) {
            RemoteTarException failure = failure(server);

            assertThat(failure.reason()).isEqualTo(Reason.NO_RANGES);
            assertThat(failure).hasMessageContaining("few bytes").hasMessageContaining("/bucket/test.tar");
            assertThat(server.conditions()).hasSize(129);
        }
    }

    @Test
    void so_is_one_that_mostly_does() {
        try (RangeServer server =
                servingLargeEntries(1000).behaves(giving(request -> request % 3 == 0 ? 1 << 20 : 1))) {
            assertThat(failure(server).reason()).isEqualTo(Reason.NO_RANGES);
            assertThat(server.conditions()).hasSizeLessThan(200);
        }
    }

    /** A byte now and then is no silence. */
    @Test
    void no_piece_takes_for_ever() {
        assertThat(HttpRangeChannel.ownClient().callTimeoutMillis()).isBetween(60_000, 600_000);
    }

    @Test
    void a_silent_or_absent_server_is_unreachable() throws IOException {
        RangeServer gone = serving(GOOD);
        gone.close();
        assertThat(failure(gone).reason()).isEqualTo(Reason.UNREACHABLE);
        OkHttpClient hasty = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    throw new InterruptedIOException(
                            "timeout of " + chain.request().url());
                })
                .callTimeout(Duration.ofSeconds(5))
                .build();
        RemoteTarException late = catchThrowableOfType(
                RemoteTarException.class, () -> HttpRangeChannel.open("https://obs.example.com/a.tar" + SECRET, hasty));
        assertThat(late.reason()).isEqualTo(Reason.UNREACHABLE);
        tellsNothing(late);
    }

    @Test
    void an_interrupt_ends_it_as_it_ends_every_check() {
        try (RangeServer server = serving(GOOD)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> HttpRangeChannel.open(server.url())).isInstanceOf(InterruptedIOException.class);
            // Before the server is closed: on newer JDKs that takes the interrupt for itself.
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://obs.example.com/a.tar",
                "https://user:c4n4ry@obs.example.com/a.tar",
                "ftp://obs.example.com/a.tar",
                "htps:/c4n4ry",
                "http://127.0.0.1.example.com/a.tar"
            })
    void a_url_that_would_tell_the_signature_is_refused_without_being_quoted(String url) {
        Throwable refused = catchThrowable(() -> HttpRangeChannel.open(url + SECRET));

        assertThat(refused).isInstanceOf(InvalidRequestException.class).hasMessageContaining("tarUrl");
        tellsNothing(refused);
    }

    @Test
    void a_cause_that_tells_no_secret_is_kept() {
        IOException cause = new IOException("no route");
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    throw cause;
                })
                .build();

        assertThatThrownBy(() -> HttpRangeChannel.open("https://obs.example.com/a.tar" + SECRET, client))
                .hasCause(cause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c4n4ry%2Fs1gn4tur3%3D", "c4n4ry/s1gn4tur3="})
    void a_cause_that_tells_the_signature_alone_is_left_out(String signature) {
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    throw new IOException("no route for Signature=" + signature);
                })
                .build();

        RemoteTarException failure = catchThrowableOfType(
                RemoteTarException.class,
                () -> HttpRangeChannel.open("https://obs.example.com/a.tar" + SECRET, client));

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        tellsNothing(failure);
    }

    @Test
    void the_callers_client_is_used_and_left_open() throws IOException {
        AtomicInteger seen = new AtomicInteger();
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    seen.incrementAndGet();
                    Response response = chain.proceed(chain.request());
                    return response;
                })
                .build();
        try (RangeServer server = serving(GOOD)) {
            try (HttpRangeChannel channel = HttpRangeChannel.open(server.url(), client)) {
                assertThat(TarChecker.strict().check(channel).accepted()).isTrue();
            }
            assertThat(seen.get()).isEqualTo(1);
            assertThat(client.connectionPool().connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void it_is_a_channel_to_read_from_anywhere() throws IOException {
        byte[] object = large();
        try (RangeServer server = serving(object)) {
            HttpRangeChannel channel = HttpRangeChannel.open(server.url() + SECRET);
            assertThat(channel.size()).isEqualTo(object.length);
            for (long at : new long[] {object.length - 3L, 70_000, 3, 100_000}) {
                ByteBuffer some = ByteBuffer.allocate(3);
                assertThat(channel.position(at).read(some)).isEqualTo(3);
                assertThat(some.array())
                        .isEqualTo(new byte[] {object[(int) at], object[(int) at + 1], object[(int) at + 2]});
                assertThat(channel.position()).isEqualTo(at + 3);
            }
            int requests = channel.requests();
            assertThat(channel.position(30_000).read(ByteBuffer.allocate(0))).isZero();
            assertThat(channel.requests()).as("nothing is asked for nothing").isEqualTo(requests);
            assertThat(channel.position(object.length).read(ByteBuffer.allocate(1)))
                    .isEqualTo(-1);
            assertThat(channel).hasToString("HttpRangeChannel[" + server.url() + "]");
            assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1)))
                    .isInstanceOf(NonWritableChannelException.class);
            assertThatThrownBy(() -> channel.truncate(1)).isInstanceOf(NonWritableChannelException.class);
            assertThatThrownBy(() -> channel.position(-1)).isInstanceOf(IllegalArgumentException.class);

            assertThat(channel.isOpen()).isTrue();

            channel.close();

            assertThat(channel.isOpen()).isFalse();
            assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(channel::position).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(() -> channel.position(0)).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(channel::size).isInstanceOf(ClosedChannelException.class);
        }
    }

    /** What was asked for, as Range has it. */
    private static List<String> askedOf(RangeServer server) {
        List<String> asked = new CopyOnWriteArrayList<>();
        server.behaves((self, exchange, first, last) -> {
            asked.add(exchange.getRequestHeaders().getFirst("Range").substring("bytes=".length()));
            self.part(exchange, first, last);
        });
        return asked;
    }

    @Test
    void pieces_double_while_the_reader_reads_on_and_are_small_behind_a_jump_to_either_side() throws IOException {
        try (RangeServer server = new RangeServer(new MemoryChannel(new byte[0], 1_000_000))) {
            List<String> asked = askedOf(server);
            try (HttpRangeChannel channel = HttpRangeChannel.open(server.url())) {
                ByteBuffer one = ByteBuffer.allocate(1);
                for (long at : new long[] {32_768, 98_304 + 131_072, 700_000, 704_096 + 8_193, 10, 998_000}) {
                    channel.position(at).read(one.clear());
                }
            }

            assertThat(asked)
                    .containsExactly(
                            "0-32767",
                            "32768-98303", // Reads on.
                            "229376-360447", // A gap as long as the next piece is none.
                            "700000-704095", // A jump.
                            "712289-716384", // A gap longer by a byte is one.
                            "10-4105", // Back.
                            "998000-999999"); // Not beyond the end.
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"206 Partial Content", "403 Forbidden"})
    void the_connection_ends_with_the_channel_or_with_the_failure_to_open_one(String status) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> afterwards = CompletableFuture.supplyAsync(() -> nextByteBehind(status, server));
            try (HttpRangeChannel channel =
                    HttpRangeChannel.open("http://127.0.0.1:" + server.getLocalPort() + "/a.tar")) {
                assertThat(channel.size()).isEqualTo(1);
                assertThat(afterwards).isNotDone();
            } catch (RemoteTarException refused) {
                assertThat(refused.httpStatus()).isEqualTo(403);
            }
            assertThat(afterwards.get(10, TimeUnit.SECONDS))
                    .as("the end of the connection")
                    .isEqualTo(-1);
        }
    }

    /** Answers one request and keeps the connection. */
    private static int nextByteBehind(String status, ServerSocket server) {
        try (Socket connection = server.accept()) {
            BufferedReader request = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
            while (!request.readLine().isEmpty()) {
                // Only that it came counts.
            }
            connection.getOutputStream().write(("HTTP/1.1 " + status + """
                    \r
                    ETag: "any"\r
                    Content-Range: bytes 0-0/1\r
                    Content-Length: 1\r
                    \r
                    x""").getBytes(UTF_8));
            return request.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first request is answered as it should be. */
    private static RangeServer.Behaviour fromTheSecondOn(RangeServer.Behaviour behaviour) {
        AtomicInteger requests = new AtomicInteger();
        return (self, exchange, first, last) -> {
            if (requests.incrementAndGet() == 1) {
                self.part(exchange, first, last);
            } else {
                behaviour.answer(self, exchange, first, last);
            }
        };
    }
}
