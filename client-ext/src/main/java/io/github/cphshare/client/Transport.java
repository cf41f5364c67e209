package io.github.cphshare.client;

import com.squareup.moshi.JsonAdapter;
import io.github.cphshare.client.call.CallListener;
import io.github.cphshare.client.call.Retries;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * Sends the requests that Retrofit makes, again where the policy says so, and turns whatever comes back into a value or
 * into one of our failures. Thread-safe.
 */
final class Transport implements AutoCloseable {
    private static final String USER_AGENT = "cph-share/" + version();

    private final OkHttpClient http;
    private final Retries retries;
    private final Pace pace;
    private final CallWatch.Watches watches;
    private final Clock clock;

    /** @param retries what holds where the options of a call say nothing else */
    Transport(OkHttpClient http, Retries retries, Pace pace, List<CallListener> listeners, Clock clock) {
        this.http = http;
        this.retries = retries;
        this.pace = pace;
        this.watches = new CallWatch.Watches(listeners, pace.nanoTime());
        this.clock = clock;
    }

    /**
     * Sends a call and waits.
     *
     * @param toResult makes the result of the decoded value, and refuses values that mean nothing
     */
    <T, R> R send(
            retrofit2.Call<T> call, JsonAdapter<T> adapter, RequestOptions options, BiFunction<T, Answer, R> toResult) {
        return send(Prepared.of(call), adapter, options, toResult);
    }

    /** Sends a request that is prepared, and waits. */
    <T, R> R send(Prepared request, JsonAdapter<T> adapter, RequestOptions options, BiFunction<T, Answer, R> toResult) {
        return pending(request, adapter, options, toResult).execute();
    }

    /** The same without waiting; cancelling the future cancels the call. */
    <T, R> CompletableFuture<R> sendAsync(
            retrofit2.Call<T> call, JsonAdapter<T> adapter, RequestOptions options, BiFunction<T, Answer, R> toResult) {
        return sendAsync(Prepared.of(call), adapter, options, toResult);
    }

    /** Sends a request that is prepared, without waiting. */
    <T, R> CompletableFuture<R> sendAsync(
            Prepared request, JsonAdapter<T> adapter, RequestOptions options, BiFunction<T, Answer, R> toResult) {
        CallFuture<R> future = new CallFuture<>(pending(request, adapter, options, toResult));
        future.attempt();
        return future;
    }

    /**
     * A request that only its attempts still have to be made of.
     *
     * @param target said of it to those who listen
     * @param request with the headers that every request of ours has; for one call
     * @param repeated strings of the request that the answer will probably repeat, in this order
     */
    record Prepared(CallTarget target, Request.Builder request, List<String> repeated) {
        static Prepared of(retrofit2.Call<?> call) {
            Request request = call.request();
            return new Prepared(
                    CallTarget.of(request),
                    request.newBuilder().header("Accept", "application/json").header("User-Agent", USER_AGENT),
                    List.of());
        }
    }

    private <T, R> PendingCall<R> pending(
            Prepared request, JsonAdapter<T> adapter, RequestOptions options, BiFunction<T, Answer, R> toResult) {
        Duration limit =
                options.callTimeout() != null ? options.callTimeout() : Duration.ofMillis(http.callTimeoutMillis());
        // A GET changes nothing that counts: repeated, it lists or shows once more.
        boolean read = request.target().method().equals("GET");
        Attempts attempts = new Attempts(
                options.retries() != null ? options.retries() : retries, read, limit, pace.nanoTime(), pace.chance());
        Answers<T, R> answers = new Answers<>(adapter, request.repeated(), toResult, clock);
        return new PendingCall<>(
                http,
                request.request().tag(RequestOptions.class, options.equals(RequestOptions.none()) ? null : options),
                attempts,
                watches.over(request.target()),
                pace.pauses(),
                answers);
    }

    /** Ends the waits between attempts, and lets no new attempt begin; what is under way goes on. */
    @Override
    public void close() {
        pace.pauses().close();
    }

    private static String version() {
        String version = Transport.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
