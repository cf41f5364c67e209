package io.github.cphshare.client;

import io.github.cphshare.generated.CatalogedError;
import io.github.cphshare.generated.ErrorCatalog;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * Remembers whether a request got as far as a connection, and with which secrets. Up to there nothing can have reached
 * the service; from there on anything may have. And whether a compressed answer broke off on its way, or came whole and
 * is only not what it says. Travels as a tag of the call's own request: an interceptor of the caller may have made another one of
 * it, without tags.
 */
final class WireProbe {
    /** The one that OkHttp asks for, and undoes, by itself. */
    static final String ENCODING = "gzip";

    /** Runs once a connection stands, right before the request is written to it. */
    static final Interceptor INTERCEPTOR = WireProbe::mark;

    private volatile boolean begun;
    private volatile boolean connected;
    private volatile boolean compressed;
    private volatile boolean brokeOff;
    private volatile @Nullable Request sent;
    private volatile @Nullable IOException lost;
    private volatile int answered;

    private final Attempts attempts;

    WireProbe(Attempts attempts) {
        this.attempts = attempts;
    }

    /** That of a call of ours. */
    static WireProbe of(Call call) {
        return Objects.requireNonNull(ifAny(call));
    }

    /** That of a call which may be somebody else's. */
    static @Nullable WireProbe ifAny(Call call) {
        return call.request().tag(WireProbe.class);
    }

    /** It is the call's turn; whether its time was over before that. */
    boolean beginsTooLate() {
        begun = true;
        Duration left = attempts.left();
        return left != null && (left.isNegative() || left.isZero());
    }

    /** Whether it was the call's turn. */
    boolean begun() {
        return begun;
    }

    boolean connected() {
        return connected;
    }

    /**
     * Why it is not known whether a request that was sent was acted on; {@code null} if that is only for the last answer to
     * say. An interceptor of the caller may have sent another one since.
     */
    @Nullable
    IOException lost() {
        return lost;
    }

    /** Whether an answer that can't be read came whole from the network. */
    boolean arrivedWhole() {
        return compressed && !brokeOff;
    }

    /** Those of the request as it was sent. */
    Secrets secrets() {
        return new Secrets(sent);
    }

    /** Before something else takes the place of the last answer, which does not rule out then what it has not ruled out. */
    void answerIsPassedOver() {
        if (answered != 0 && (answered / 100 != 4 || mayHaveBeenActedOn(answered))) {
            lost = new IOException("An interceptor sent the request once more after HTTP " + answered);
        }
    }

    /** Whether the catalogue has a code with this status, or the status alone, after which the service may have acted. */
    private static boolean mayHaveBeenActedOn(int status) {
        return ErrorCatalog.entries().stream()
                .anyMatch(row -> row.delivery() == CatalogedError.Delivery.UNKNOWN
                        && row.statuses().contains(String.valueOf(status)));
    }

    /** A request has its credentials now: whatever fails from here on, its words may tell them. */
    void carries(Request authenticated) {
        sent = authenticated;
    }

    /** Before a request that was certainly not acted on goes out once more. */
    void startAgain() {
        connected = false;
        answered = 0;
        compressed = false;
        brokeOff = false;
    }

    private static Response mark(Interceptor.Chain chain) throws IOException {
        WireProbe probe = ifAny(chain.call());
        if (probe == null) {
            return chain.proceed(chain.request());
        }
        if (Thread.currentThread().isInterrupted()) {
            // The first byte would fail with it, and nobody could say any more that there was none.
            throw new InterruptedIOException("interrupted");
        }
        probe.connected = true;
        probe.answerIsPassedOver();
        probe.carries(chain.request());
        Response response;
        try {
            response = chain.proceed(chain.request());
        } catch (IOException e) {
            probe.lost = e;
            throw e;
        }
        probe.answered = response.code();
        if (!ENCODING.equalsIgnoreCase(response.header("Content-Encoding"))) {
            return response;
        }
        probe.compressed = true;
        ResponseBody body = response.body();
        BufferedSource watched = Okio.buffer(new WatchedSource(body.source(), probe));
        return response.newBuilder()
                .body(ResponseBody.create(watched, body.contentType(), body.contentLength()))
                .build();
    }

    /** The bytes below their decompression, where every failure is the network's. */
    private static final class WatchedSource extends ForwardingSource {
        private final WireProbe probe;

        WatchedSource(Source source, WireProbe probe) {
            super(source);
            this.probe = probe;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            try {
                return super.read(sink, byteCount);
            } catch (IOException e) {
                probe.brokeOff = true;
                throw e;
            }
        }
    }
}
