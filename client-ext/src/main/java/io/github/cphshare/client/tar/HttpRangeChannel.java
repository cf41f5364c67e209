package io.github.cphshare.client.tar;

import io.github.cphshare.client.internal.Interrupts;
import io.github.cphshare.client.internal.ThisMachine;
import io.github.cphshare.client.internal.UnaskedRepetition;
import io.github.cphshare.client.tar.RemoteTarException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * An object on a web server, read piece by piece: an archive in OBS can be checked by a signed URL without its download. Each
 * piece is one GET with a {@code Range}. The first one learns size and ETag; all later ones ask for this very object
 * ({@code If-Match}, or {@code If-Unmodified-Since} where there is no strong ETag), so that a change meanwhile ends in a
 * failure and never in a verdict about a mixture.
 *
 * <p>Pieces are small behind a jump and double while the reader reads on, from 4 KiB to 1 MiB. So an archive of a few large
 * entries costs about 4 KiB an entry, and one of many small entries a request a MiB. After 128 requests it also reads on over
 * gaps of up to 128 KiB: from there on round trips cost more than bytes.
 *
 * <p>A server may answer with the beginning of what was asked for (RFC 9110, section 15.3.7), as caches do at the end of what
 * they hold, and is asked for the rest. One that brings less than 64 KiB at a time that way, more than 128 times and more often
 * than not, is given up ({@link Reason#NO_RANGES}): byte by byte, an archive would take millions of requests.
 *
 * <p>The query of the URL, which holds the signature, is in no message and no {@code toString}. Redirects are not followed.
 * Plain {@code http} is refused but for loopback.
 *
 * <p>Whatever the server or the network does wrong is a {@link RemoteTarException}; an {@link IOException} only says that the
 * channel was closed or the thread interrupted. Not thread-safe.
 */
public final class HttpRangeChannel implements SeekableByteChannel {
    private static final int FIRST_PIECE = 32 * 1024;
    private static final int SMALLEST_PIECE = 4 * 1024;
    private static final int LARGEST_PIECE = 1024 * 1024;

    /** So many requests may be spent on saving bytes; thereafter time counts. */
    private static final int PATIENCE = 128;

    /** What a connection of 10 MB/s brings in the time of a round trip of 13 ms. */
    private static final long NEAR = 128 * 1024;

    /** So much is worth a request, however much more was asked for. */
    private static final int ENOUGH = 64 * 1024;

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration READ = Duration.ofSeconds(60);
    /** For the largest piece this is 3.5 kB/s; a byte a minute would be no silence, and no end. */
    private static final Duration PIECE = Duration.ofMinutes(5);

    private final SignedUrl url;
    private final OkHttpClient http;
    private final boolean owned;

    private @Nullable Validator validator;
    private long size;
    private byte[] piece = new byte[0];
    private long pieceStart;
    private int nextPiece = FIRST_PIECE;
    private int requests;
    private int scantAnswers;
    private long bytesRead;
    private long position;
    private boolean open = true;

    private HttpRangeChannel(SignedUrl url, OkHttpClient http, boolean owned) {
        this.url = url;
        OkHttpClient.Builder builder = http.newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .addNetworkInterceptor(new UnaskedRepetition());
        ThisMachine.reachDirectly(builder, url.url());
        builder.interceptors().add(0, new Interrupts());
        this.http = builder.build();
        this.owned = owned;
    }

    /**
     * Opens an object with a client of its own: 10 s to connect, 60 s without a byte, 5 minutes for a piece (1 MiB at most).
     *
     * @param url an {@code https://} URL, signed for GET where the object is not public; {@code http://} for loopback only
     * @return the channel, at position 0
     * @throws io.github.cphshare.client.validation.InvalidRequestException if the URL is none, or would send its query in the
     *     clear
     * @throws RemoteTarException if the object cannot be read
     * @throws IOException if the thread is interrupted
     */
    public static HttpRangeChannel open(String url) throws IOException {
        return opened(new HttpRangeChannel(SignedUrl.parse(url), ownClient(), true));
    }

    static OkHttpClient ownClient() {
        return new OkHttpClient.Builder()
                .connectTimeout(CONNECT)
                .readTimeout(READ)
                .callTimeout(PIECE)
                .build();
    }

    /**
     * Opens an object with the caller's client: with its timeouts, proxies and interceptors, but without redirects.
     *
     * @param url as for {@link #open(String)}
     * @param client the client, which stays the caller's
     * @return the channel, at position 0
     * @throws io.github.cphshare.client.validation.InvalidRequestException as for {@link #open(String)}
     * @throws RemoteTarException if the object cannot be read
     * @throws IOException if the thread is interrupted
     */
    public static HttpRangeChannel open(String url, OkHttpClient client) throws IOException {
        return opened(new HttpRangeChannel(SignedUrl.parse(url), client, false));
    }

    private static HttpRangeChannel opened(HttpRangeChannel channel) throws IOException {
        boolean done = false;
        try {
            channel.fetch(0);
            done = true;
            return channel;
        } finally {
            if (!done) {
                channel.close();
            }
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        requireOpen();
        if (position >= size) {
            return -1;
        }
        if (!target.hasRemaining()) {
            return 0;
        }
        long at = position - pieceStart;
        if (at < 0 || at >= piece.length) {
            fetch(position);
            at = 0;
        }
        int count = Math.min(target.remaining(), piece.length - (int) at);
        target.put(piece, (int) at, count);
        position += count;
        return count;
    }

    /** Gets the piece that begins there. */
    private void fetch(long offset) throws IOException {
        int length = nextLength(offset);
        Request.Builder request = new Request.Builder()
                .url(url.url())
                .header("Range", "bytes=" + offset + "-" + (offset + length - 1))
                .header("Accept-Encoding", "identity");
        if (validator != null) {
            validator.guard(request);
        }
        requests++;
        Call call = http.newCall(request.build());
        try (Response response = call.execute()) {
            piece = body(response, offset, length);
            pieceStart = offset;
        } catch (InterruptedIOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            throw unreachable("There was no answer in time", e);
        } catch (IOException e) {
            throw unreachable("The connection failed or broke", e);
        }
        bytesRead += piece.length;
    }

    /** How much to ask for; from there on, the next piece is twice as large unless the reader jumps. */
    private int nextLength(long offset) {
        long gap = offset - (pieceStart + piece.length);
        long near = requests < PATIENCE ? nextPiece : Math.max(nextPiece, NEAR);
        if (gap < 0 || gap > near) {
            nextPiece = SMALLEST_PIECE;
        }
        int length = nextPiece;
        nextPiece = Math.min(2 * length, LARGEST_PIECE);
        return requests == 0 ? length : (int) Math.min(length, size - offset);
    }

    private byte[] body(Response response, long offset, int length) throws IOException {
        int status = response.code();
        if (validator == null && status == 416 && "bytes */0".equals(response.header("Content-Range"))) {
            // Nothing can be asked of an empty object.
            size = 0;
            return new byte[0];
        }
        if (status == 412 || (validator != null && status == 416)) {
            throw failed(Reason.CHANGED, "The object changed while it was read", response);
        }
        if (status == 200) {
            throw failed(Reason.NO_RANGES, "The server ignores Range and would send the whole object", response);
        }
        if (response.isRedirect()) {
            throw failed(Reason.REFUSED, "The server redirects elsewhere, which is not followed", response);
        }
        if (status != 206) {
            throw failed(Reason.REFUSED, "The server answered with HTTP " + status, response);
        }
        ContentRange range = ContentRange.parse(response.header("Content-Range"));
        if (range == null || !range.answers(offset, length) || !isPlain(response)) {
            throw failed(Reason.MALFORMED, "The answer does not hold the bytes that were asked for", response);
        }
        if (validator == null) {
            validator = Validator.of(response);
            size = range.total();
            if (validator == null) {
                throw failed(
                        Reason.NO_RANGES, "The server gives neither a strong ETag nor a time of last change", response);
            }
        } else if (range.total() != size || !validator.holdsFor(response)) {
            throw failed(Reason.CHANGED, "The object changed while it was read", response);
        }
        if (range.length() < Math.min(length, ENOUGH) && ++scantAnswers > Math.max(PATIENCE, requests / 2)) {
            throw failed(Reason.NO_RANGES, "The server gives a few bytes at a time", response);
        }
        BufferedSource source = response.body().source();
        byte[] bytes = source.readByteArray(range.length());
        if (!source.exhausted()) {
            throw failed(Reason.MALFORMED, "The answer is longer than it says", response);
        }
        return bytes;
    }

    private static boolean isPlain(Response response) {
        String encoding = response.header("Content-Encoding", "identity");
        return "identity".equalsIgnoreCase(encoding);
    }

    private RemoteTarException unreachable(String words, IOException cause) {
        return new RemoteTarException(
                Reason.UNREACHABLE, words + ": " + url, url.isIn(cause) ? null : cause, null, null);
    }

    private RemoteTarException failed(Reason reason, String words, Response response) {
        String requestId = response.header("x-obs-request-id");
        boolean plain = requestId != null && requestId.matches("[0-9A-Za-z-]{1,64}");
        return new RemoteTarException(reason, words + ": " + url, null, response.code(), plain ? requestId : null);
    }

    /**
     * How many requests were sent.
     *
     * @return the number of requests so far
     */
    public int requests() {
        return requests;
    }

    /**
     * How many bytes of the object came.
     *
     * @return the bytes so far, without headers of HTTP
     */
    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public long position() throws IOException {
        requireOpen();
        return position;
    }

    @Override
    public HttpRangeChannel position(long newPosition) throws IOException {
        requireOpen();
        if (newPosition < 0) {
            throw new IllegalArgumentException("a position cannot be " + newPosition);
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        requireOpen();
        return size;
    }

    private void requireOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public HttpRangeChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Lets go of the connections; those of a caller's client are left to the caller. */
    @Override
    public void close() {
        open = false;
        if (owned) {
            http.connectionPool().evictAll();
        }
    }

    /** The address without its query. */
    @Override
    public String toString() {
        return "HttpRangeChannel[" + url + "]";
    }
}
