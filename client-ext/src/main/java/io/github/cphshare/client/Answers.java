package io.github.cphshare.client;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.client.internal.BoundedBody;
import io.github.cphshare.generated.json.JsonDocument;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import okhttp3.Response;
import okio.Buffer;

/**
 * Turns the answer of a call into its result, or into a failure.
 *
 * <p>An answer is read in two steps, first its bytes and then their meaning: what fails in the first step is the
 * network's fault, what fails in the second is the answer's.
 *
 * @param repeated strings that the answer probably repeats, in this order
 * @param toResult makes the result of the decoded value, and refuses values that mean nothing
 */
record Answers<T, R>(JsonAdapter<T> adapter, List<String> repeated, BiFunction<T, Answer, R> toResult, Clock clock) {
    /** An answer for 1,000 servers has some 150 kB; beyond this it is not an answer but an attack or an accident. */
    private static final long LARGEST_BODY = 4L << 20;

    /** @throws IOException if an answer that refuses nothing breaks off */
    R result(Response response, WireProbe probe, Secrets secrets) throws IOException {
        try (response) {
            BoundedBody body;
            String undecodable = null;
            String note = null;
            try {
                body = BoundedBody.read(response.body(), LARGEST_BODY);
            } catch (IOException e) {
                body = BoundedBody.broken(response.body());
                if (probe.arrivedWhole()) {
                    // All bytes are there, and they are not what their encoding says: no second attempt mends that.
                    undecodable = "its body is not " + WireProbe.ENCODING + ": " + e.getMessage();
                } else if (response.isSuccessful()) {
                    throw e;
                } else {
                    // The status came whole, and tells that the service refused.
                    note = "Its body broke off.";
                }
            }
            Buffer bytes = body.bytes();
            if (!response.isSuccessful()) {
                throw ErrorAnswer.of(response.code(), response.headers(), secrets.beginning(bytes), secrets::hideIn)
                        .withNote(note == null ? ClockSkew.noteOn(response) : note)
                        .receivedAt(clock.instant())
                        .toException();
            }
            Answer answer = new Answer(response.code(), response.header("X-Request-Id"), bytes, secrets);
            if (undecodable != null) {
                throw answer.malformed(undecodable);
            }
            if (body.isTooLarge()) {
                throw answer.malformed("its body is larger than " + LARGEST_BODY + " bytes.");
            }
            return toResult.apply(decoded(body.json(), answer), answer);
        }
    }

    private T decoded(Buffer body, Answer answer) {
        if (body.size() == 0) {
            throw answer.malformed("it has no body.");
        }
        try {
            T value = JsonDocument.read(adapter, body, repeated);
            if (value != null) {
                return value;
            }
        } catch (IOException | JsonDataException e) {
            // From memory: an IOException here is about the text, never about the network.
            throw answer.malformed("its body can't be read: " + e.getMessage());
        }
        throw answer.malformed("its body is null.");
    }
}
