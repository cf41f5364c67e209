package io.github.cphshare.client.auth;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.client.internal.BoundedBody;
import io.github.cphshare.client.internal.JsonConverterFactory;
import io.github.cphshare.client.internal.Refusals;
import io.github.cphshare.generated.iam.api.IamTokenApi;
import io.github.cphshare.generated.iam.json.GeneratedJsonAdapterFactory;
import io.github.cphshare.generated.iam.model.KeystoneCreateUserTokenByPasswordRequestBody;
import io.github.cphshare.generated.iam.model.KeystoneCreateUserTokenByPasswordResponse;
import io.github.cphshare.generated.iam.model.TokenInfo;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/** Asks IAM for tokens. Whatever comes of it other than a token is a {@link CredentialsException}. */
final class IamClient {
    /** As the document has it, charset and all. */
    private static final MediaType JSON = MediaType.get("application/json;charset=utf8");

    private static final String TOKEN_HEADER = "X-Subject-Token";
    /** Any value leaves the catalogue out of the answer. */
    private static final String NO_CATALOG = "true";
    /** Without the catalogue an answer has some 2 kB. */
    private static final long LARGEST_BODY = 1L << 20;

    /**
     * A user is locked, also for everybody else, after five wrong passwords within a quarter of an hour, where the account's
     * administrator has set nothing else; the least that can be set is three (IAM User Guide, Login Authentication Policy).
     */
    private static final int REFUSALS = 2;

    private static final Duration REST = Duration.ofMinutes(15);

    private final OkHttpClient http;
    private final HttpUrl endpoint;
    private final IamTokenApi api;
    private final JsonAdapter<KeystoneCreateUserTokenByPasswordResponse> answers;
    private final Clock clock;
    private final Refusals refusals;

    IamClient(OkHttpClient http, HttpUrl endpoint, Clock clock) {
        Moshi moshi = new Moshi.Builder().add(new GeneratedJsonAdapterFactory()).build();
        this.http = http;
        this.endpoint = endpoint;
        this.api = new Retrofit.Builder()
                .baseUrl(endpoint)
                .client(http)
                .addConverterFactory(new JsonConverterFactory(moshi, JSON))
                .build()
                .create(IamTokenApi.class);
        this.answers = moshi.adapter(KeystoneCreateUserTokenByPasswordResponse.class);
        this.clock = clock;
        this.refusals = new Refusals(REFUSALS, REST, clock);
    }

    /** @param password what must not be told, whatever the other side says */
    TokenCache.Issued token(KeystoneCreateUserTokenByPasswordRequestBody body, Password password) {
        long minutes = refusals.minutesToRest();
        if (minutes > 0) {
            throw new CredentialsException(
                    "IAM (" + endpoint.host() + ") did not accept name and password the last " + REFUSALS
                            + " times (401), and a few more in a row lock the user for everybody: it is not asked again for"
                            + " the next " + minutes + " minutes.",
                    null);
        }
        Request request = api.keystoneCreateUserTokenByPassword(body, NO_CATALOG)
                .request()
                .newBuilder()
                .header("Accept", "application/json")
                .build();
        Instant asked = clock.instant();
        try (Response response = http.newCall(request).execute()) {
            if (response.code() == 401) {
                refusals.refused(); // Also where the rest of the answer does not come.
            }
            BoundedBody answer = BoundedBody.read(response.body(), LARGEST_BODY);
            if (!response.isSuccessful()) {
                throw refused(response, answer.bytes(), password);
            }
            if (response.code() != 201 || answer.isTooLarge()) {
                throw unusable("HTTP " + response.code() + (answer.isTooLarge() ? " with a very large body" : ""));
            }
            refusals.accepted();
            return issued(response.header(TOKEN_HEADER), answer.json(), asked);
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            boolean tells = !password.hiddenIn(message).equals(message);
            throw new CredentialsException(
                    "No answer came from IAM (" + endpoint.host() + ": "
                            + e.getClass().getSimpleName() + ", " + ErrorAnswer.oneLine(password.hiddenIn(message))
                            + ").",
                    tells ? null : e);
        }
    }

    private CredentialsException refused(Response response, Buffer answer, Password password) {
        String text = answer.readUtf8();
        RuntimeException cause = ErrorAnswer.of(response.code(), response.headers(), text, password::hiddenIn)
                .toException();
        return new CredentialsException("IAM (" + endpoint.host() + ") gave no token: " + cause.getMessage(), cause);
    }

    private TokenCache.Issued issued(@Nullable String token, Buffer answer, Instant asked) {
        if (token == null) {
            throw unusable("there is no header " + TOKEN_HEADER);
        }
        TokenInfo info;
        try {
            KeystoneCreateUserTokenByPasswordResponse body = answers.fromJson(answer);
            info = body == null ? null : body.token();
        } catch (IOException | JsonDataException e) {
            // From memory, so it is about the text. Its own words may quote what the other side made up.
            throw unusable("its body can't be read");
        }
        if (info == null || info.expiresAt() == null) {
            throw unusable("it does not say when the token ends");
        }
        String project = info.project() == null ? null : info.project().id();
        return new TokenCache.Issued(TokenCredentials.of(token).withProjectId(project), end(info, asked));
    }

    /** By our clock: what IAM says is a span between two readings of its own, which may be off. */
    private Instant end(TokenInfo info, Instant asked) {
        try {
            Instant end = Instant.parse(info.expiresAt());
            return info.issuedAt() == null ? end : asked.plus(Duration.between(Instant.parse(info.issuedAt()), end));
        } catch (DateTimeException e) {
            throw unusable("its times can't be read");
        }
    }

    private CredentialsException unusable(String why) {
        return new CredentialsException(
                "IAM (" + endpoint.host() + ") gave no token: its answer is not the documented one, " + why + ".",
                null);
    }
}
