package io.github.cphshare.client;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.client.error.TransportException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests that Retrofit makes, and turns whatever comes back into a value or into one of our failures.
 *
 * <p>An answer is read in two steps, first its bytes and then their meaning: what fails in the first step is the
 * network's fault, what fails in the second is the answer's.
 */
final class Transport {
    /** An answer for 1,000 servers has some 150 kB; beyond this it is not an answer but an attack or an accident. */
    private static final long LARGEST_BODY = 16L << 20;

    private static final String USER_AGENT = "cph-share/" + version();

    private final OkHttpClient http;

    Transport(OkHttpClient http) {
        this.http = http;
    }

    /**
     * Sends a call and waits.
     *
     * @param toResult makes the result of the decoded value, and refuses values that mean nothing
     */
    <T, R> R send(
            retrofit2.Call<T> call, JsonAdapter<T> adapter, RequestOptions options, BiFunction<T, Answer, R> toResult) {
        Call raw = newCall(call, options);
        try {
            return read(raw.execute(), adapter, toResult);
        } catch (IOException e) {
            throw failure(raw, e);
        }
    }

    /** The same without waiting; cancelling the future cancels the call. */
    <T, R> CompletableFuture<R> sendAsync(
            retrofit2.Call<T> call, JsonAdapter<T> adapter, RequestOptions options, BiFunction<T, Answer, R> toResult) {
        Call raw = newCall(call, options);
        CompletableFuture<R> future = new CallFuture<>(raw);
        raw.enqueue(new Callback() {
            @Override
            public void onResponse(Call answered, Response response) {
                try {
                    future.complete(read(response, adapter, toResult));
                } catch (IOException e) {
                    future.completeExceptionally(failure(answered, e));
                } catch (CphShareException e) {
                    future.completeExceptionally(e);
                } catch (RuntimeException | Error e) {
                    // OkHttp would only log it, and whoever waits for the future would wait for ever.
                    future.completeExceptionally(e);
                    throw e;
                }
            }

            @Override
            public void onFailure(Call failed, IOException e) {
                future.completeExceptionally(failure(failed, e));
            }
        });
        return future;
    }

    private static final class CallFuture<R> extends CompletableFuture<R> {
        private final Call call;

        CallFuture(Call call) {
            this.call = call;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            // First the future: the call's failure would otherwise be there before, and it would not count as
            // cancelled.
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            call.cancel();
            return cancelled;
        }
    }

    private Call newCall(retrofit2.Call<?> call, RequestOptions options) {
        Request request = call.request()
                .newBuilder()
                .header("Accept", "application/json")
                .header("User-Agent", USER_AGENT)
                .tag(WireProbe.class, new WireProbe())
                .tag(RequestOptions.class, options)
                .build();
        Call raw = http.newCall(request);
        if (options.callTimeout() != null) {
            raw.timeout().timeout(options.callTimeout().toNanos(), TimeUnit.NANOSECONDS);
        }
        return raw;
    }

    private static <T, R> R read(Response response, JsonAdapter<T> adapter, BiFunction<T, Answer, R> toResult)
            throws IOException {
        Secrets secrets = Secrets.of(response.request());
        try (response) {
            BufferedSource source = response.body().source();
            boolean tooLarge = source.request(LARGEST_BODY + 1);
            Answer answer = new Answer(response.code(), requestId(response, secrets), source.getBuffer(), secrets);
            if (!response.isSuccessful()) {
                throw ErrorAnswer.of(
                                response.code(), response.headers(), secrets.beginning(answer.body()), secrets::hideIn)
                        .withNote(ClockSkew.noteOn(response))
                        .toException();
            }
            if (tooLarge) {
                throw answer.malformed("its body is larger than " + LARGEST_BODY + " bytes.");
            }
            return toResult.apply(decode(answer, adapter), answer);
        }
    }

    private static <T> T decode(Answer answer, JsonAdapter<T> adapter) {
        if (answer.body().size() == 0) {
            throw answer.malformed("it has no body.");
        }
        try {
            // A second look at the same bytes, so that a failure can still show them.
            T value = JsonConverterFactory.readWhole(adapter, answer.body().peek());
            if (value != null) {
                return value;
            }
        } catch (IOException | JsonDataException e) {
            // From memory: an IOException here is about the text, never about the network.
            throw answer.malformed("its body can't be read: " + e.getMessage());
        }
        throw answer.malformed("its body is null.");
    }

    private static @Nullable String requestId(Response response, Secrets secrets) {
        String id = response.header("X-Request-Id");
        return id == null ? null : secrets.hideIn(id);
    }

    private static CphShareException failure(Call call, IOException failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof CallFailure carrier) {
                return carrier.failure();
            }
        }
        WireProbe probe = Objects.requireNonNull(call.request().tag(WireProbe.class));
        Secrets secrets = probe.secrets();
        return new TransportException(
                words(call, failure) + " (" + call.request().url().host() + ": "
                        + secrets.hideIn(String.valueOf(failure.getMessage())) + ")",
                secrets.areIn(failure) ? null : failure,
                probe.connected() ? Delivery.UNKNOWN : Delivery.NOT_SENT,
                null);
    }

    private static String words(Call call, IOException failure) {
        if (failure instanceof UnknownHostException) {
            return "The host of the endpoint is not known";
        }
        if (failure instanceof SSLException) {
            return "No trusted connection was made";
        }
        if (failure instanceof ConnectException) {
            return "No connection was made";
        }
        if (failure instanceof SocketTimeoutException) {
            return "There was no answer in time";
        }
        return call.isCanceled() ? "The call was cancelled or took too long" : "The connection broke";
    }

    private static String version() {
        String version = Transport.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
