package io.github.cphshare.client;

import static io.github.cphshare.client.Clients.TOKEN;
import static io.github.cphshare.client.Clients.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cphshare.client.call.CallInfo;
import io.github.cphshare.client.call.CallListener;
import io.github.cphshare.client.call.Retries;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.ServiceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What listeners and the log are told of a call, and what they are not. */
class CallListenerTest {
    private static final RawServer.Behaviour THROTTLED = RawServer.answer(
            "429 Too Many Requests\r\nX-Request-Id: r-1\r\nSet-Cookie: secret\r\nServer: " + TOKEN,
            "{\"error_code\":\"APIGW.0308\",\"error_msg\":\"" + TOKEN + "\"}");

    /** Writes down what it is told. */
    private static final class Notes implements CallListener {
        final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void attemptStarted(CallInfo call, int attempt) {
            lines.add(call.operation() + call.number() + " started " + attempt);
        }

        @Override
        public void answered(CallInfo call, int attempt, int httpStatus, Map<String, String> headers) {
            lines.add(call.operation() + call.number() + " answered " + attempt + ": " + httpStatus + " " + headers);
        }

        @Override
        public void attemptFailed(CallInfo call, int attempt, CphShareException failure) {
            lines.add(call.operation() + call.number() + " failed " + attempt + ": "
                    + failure.getClass().getSimpleName());
        }

        @Override
        public void retryIn(CallInfo call, int nextAttempt, Duration wait) {
            lines.add(call.operation() + call.number() + " next " + nextAttempt + " in " + wait.toMillis());
        }

        @Override
        public void finished(CallInfo call, int attempts, Duration took, @Nullable Throwable failure) {
            lines.add(call.operation() + call.number() + " finished " + attempts + ": "
                    + (failure == null ? "ok" : failure.getClass().getSimpleName()));
            assertThat(took).isPositive();
        }
    }

    private final Notes notes = new Notes();

    private static final List<String> THE_STORY = List.of(
            "pushShareFiles1 started 1",
            "pushShareFiles1 answered 1: 429 {x-request-id=r-1, server=***}",
            "pushShareFiles1 failed 1: ThrottledException",
            "pushShareFiles1 next 2 in 499",
            "pushShareFiles1 started 2",
            "pushShareFiles1 answered 2: 200 {content-type=application/json}",
            "pushShareFiles1 finished 2: ok");

    @Test
    void a_listener_is_told_the_whole_story_of_a_call() throws IOException {
        try (RawServer server = new RawServer(THROTTLED, RawServer.ok());
                CphShareClient client = Clients.of(server.url()).listener(notes).build()) {
            client.push(request());

            assertThat(notes.lines).isEqualTo(THE_STORY);
        }
    }

    @Test
    void and_so_without_waiting() throws Exception {
        try (RawServer server = new RawServer(THROTTLED, RawServer.ok());
                CphShareClient client = Clients.of(server.url()).listener(notes).build()) {
            client.pushAsync(request()).get(10, TimeUnit.SECONDS);

            assertThat(notes.lines).isEqualTo(THE_STORY);
        }
    }

    @Test
    void a_failure_is_told_along_with_what_the_caller_gets() throws IOException {
        try (RawServer server = new RawServer(RawServer.hangUp());
                CphShareClient client = Clients.of(server.url()).listener(notes).build()) {
            assertThatThrownBy(() -> client.push(request())).isInstanceOf(CphShareException.class);

            assertThat(notes.lines)
                    .containsExactly(
                            "pushShareFiles1 started 1",
                            "pushShareFiles1 failed 1: TransportException",
                            "pushShareFiles1 finished 1: TransportException");
        }
    }

    @Test
    void a_cancelled_call_is_finished_once_and_nothing_is_told_after_that() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, connection) -> {
                    arrived.countDown();
                    if (connection.getInputStream().read() < 0) {
                        gone.countDown();
                    }
                });
                CphShareClient client = Clients.of(server.url()).listener(notes).build()) {
            CompletableFuture<PushReceipt> call = client.pushAsync(request());
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            call.cancel(true);
            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(notes.lines)
                .containsExactly("pushShareFiles1 started 1", "pushShareFiles1 finished 1: CancellationException");
    }

    @Test
    void a_listener_that_fails_changes_nothing() throws Exception {
        CallListener broken = new CallListener() {
            @Override
            public void attemptStarted(CallInfo call, int attempt) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void finished(CallInfo call, int attempts, Duration took, @Nullable Throwable failure) {
                throw new IllegalStateException("broken");
            }
        };
        assertAnswersInSpiteOf(broken, "IllegalStateException");
    }

    @Test
    void a_listener_that_fails_with_an_error_does_not_cost_the_answer_either() throws Exception {
        CallListener broken = new CallListener() {
            @Override
            public void answered(CallInfo call, int attempt, int httpStatus, Map<String, String> headers) {
                throw new NoClassDefFoundError("metrics");
            }

            @Override
            public void finished(CallInfo call, int attempts, Duration took, @Nullable Throwable failure) {
                throw new AssertionError("broken");
            }
        };
        assertAnswersInSpiteOf(broken, "NoClassDefFoundError");
    }

    private void assertAnswersInSpiteOf(CallListener broken, String failure) throws Exception {
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = Clients.of(server.url())
                        .listener(broken)
                        .listener(notes)
                        .build()) {
            String log = logged(
                    () -> assertThat(client.push(request()).allAccepted()).isTrue());
            assertThat(client.pushAsync(request()).get(10, TimeUnit.SECONDS).allAccepted())
                    .isTrue();

            assertThat(log).contains("WARN").contains("A listener failed").contains(failure);
            assertThat(notes.lines).contains("pushShareFiles1 finished 1: ok", "pushShareFiles2 finished 1: ok");
        }
    }

    @Test
    void the_log_has_the_same_story_and_no_credential_in_it() throws IOException {
        try (RawServer server = new RawServer(THROTTLED);
                CphShareClient client = Clients.of(server.url())
                        .retries(Retries.safe().withAttempts(2))
                        .build()) {
            String log = logged(() -> {
                assertThatThrownBy(() -> client.push(request())).isInstanceOf(ServiceException.class);
                assertThatThrownBy(() -> client.pushAsync(request()).get(10, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class);
            });

            assertThat(log)
                    .contains("DEBUG io.github.cphshare.client")
                    .contains("pushShareFiles #1 (POST 127.0.0.1/v1/" + Clients.PROJECT)
                    .contains("HTTP 429 {x-request-id=r-1, server=***}")
                    .contains("delivery NOT_PROCESSED")
                    .contains("attempt 2 in 499 ms")
                    .contains("ended with ThrottledException")
                    .doesNotContain("Canary", TOKEN, TOKEN.substring(0, 20), "Set-Cookie", "secret");
        }
    }

    /** The tests' SLF4J provider writes to standard error, from level debug on. */
    private static String logged(Runnable action) {
        PrintStream before = System.err;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        System.setErr(new PrintStream(text, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_future_that_its_caller_ends_otherwise_ends_the_call_as_well() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        CompletableFuture<Throwable> heard = new CompletableFuture<>();
        CallListener listener = new CallListener() {
            @Override
            public void finished(CallInfo call, int attempts, Duration took, Throwable failure) {
                heard.complete(failure);
            }
        };
        RawServer.Behaviour untilTheCallerGoes = (sent, connection) -> {
            arrived.countDown();
            if (connection.getInputStream().read() < 0) {
                gone.countDown();
            }
        };
        try (RawServer server = new RawServer(untilTheCallerGoes);
                CphShareClient client =
                        Clients.of(server.url()).listener(listener).build()) {
            CompletableFuture<PushReceipt> push = client.pushAsync(Clients.request());
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

            push.orTimeout(1, TimeUnit.MILLISECONDS);

            assertThatThrownBy(() -> push.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class);
            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(heard.get(10, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        }
    }
}
