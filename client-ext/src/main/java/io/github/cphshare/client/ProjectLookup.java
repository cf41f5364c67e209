package io.github.cphshare.client;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.github.cphshare.client.auth.AkSkCredentials;
import io.github.cphshare.client.auth.Credentials;
import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.client.internal.BoundedBody;
import io.github.cphshare.client.internal.Interrupts;
import io.github.cphshare.client.internal.JsonConverterFactory;
import io.github.cphshare.client.validation.PushRules;
import io.github.cphshare.generated.iam.api.IamProjectsApi;
import io.github.cphshare.generated.iam.json.GeneratedJsonAdapterFactory;
import io.github.cphshare.generated.iam.json.JsonDocument;
import io.github.cphshare.generated.iam.model.KeystoneListProjectsResponse;
import io.github.cphshare.generated.iam.model.ProjectInfo;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/**
 * Asks IAM for the project of a region, which is named like it (KeystoneListProjects), and keeps the answer. The first
 * who needs it asks; whoever needs it meanwhile shares the result or the failure. A failure is not kept. Thread-safe.
 */
final class ProjectLookup {
    /** A project has some 500 bytes, and one is expected. */
    private static final long LARGEST_BODY = 1L << 20;

    private final OkHttpClient http;
    private final HttpUrl iam;
    private final String region;
    private final RequestSigner signer;
    private final KeyGuard guard;
    private final IamProjectsApi api;
    private final JsonAdapter<KeystoneListProjectsResponse> answers;
    private final AtomicReference<@Nullable CompletableFuture<String>> lookup = new AtomicReference<>();

    ProjectLookup(OkHttpClient http, HttpUrl iam, String region, RequestSigner signer, KeyGuard guard) {
        Moshi moshi = new Moshi.Builder().add(new GeneratedJsonAdapterFactory()).build();
        this.http = http;
        this.iam = iam;
        this.region = region;
        this.signer = signer;
        this.guard = guard;
        this.api = new Retrofit.Builder()
                .baseUrl(iam)
                .client(http)
                .addConverterFactory(new JsonConverterFactory(moshi, MediaType.get("application/json")))
                .build()
                .create(IamProjectsApi.class);
        this.answers = moshi.adapter(KeystoneListProjectsResponse.class);
    }

    /** @throws CredentialsException if there is not exactly one, or IAM could not be asked; nothing else was sent */
    String projectId(Credentials credentials) {
        while (true) {
            CompletableFuture<String> ours = new CompletableFuture<>();
            CompletableFuture<String> running = lookup.compareAndExchange(null, ours);
            if (running == null) {
                return asked(ours, credentials);
            }
            try {
                return running.get();
            } catch (CancellationException e) {
                // The thread that asked was interrupted, which does not concern this one.
            } catch (InterruptedException e) {
                throw failure("the thread was interrupted while it waited", Interrupts.failure(e));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof CredentialsException failure) {
                    throw new CredentialsException(String.valueOf(failure.getMessage()), failure.getCause());
                }
                throw new CompletionException(e.getCause());
            }
        }
    }

    private String asked(CompletableFuture<String> ours, Credentials credentials) {
        try {
            String id = ask(credentials);
            ours.complete(id);
            return id;
        } catch (RuntimeException | Error e) {
            lookup.set(null);
            if (Thread.currentThread().isInterrupted() && e.getCause() instanceof IOException) {
                ours.cancel(false);
            } else {
                ours.completeExceptionally(e);
            }
            throw e;
        }
    }

    private String ask(Credentials credentials) {
        AkSkCredentials key = credentials instanceof AkSkCredentials pair ? pair : null;
        if (key != null) {
            guard.check(key);
        }
        Secrets secrets = new Secrets(null);
        try {
            Request request = signer.authenticated(
                    api.keystoneListProjects(region)
                            .request()
                            .newBuilder()
                            .header("Accept", "application/json")
                            .build(),
                    credentials,
                    null);
            secrets = new Secrets(request);
            try (Response response = http.newCall(request).execute()) {
                if (key != null) {
                    guard.answered(key, response.code());
                }
                BoundedBody body = BoundedBody.read(response.body(), LARGEST_BODY);
                if (!response.isSuccessful()) {
                    throw refused(response, body.bytes(), secrets);
                }
                if (body.isTooLarge()) {
                    throw failure("its answer is very large", null);
                }
                return only(projects(body.json()));
            }
        } catch (IOException e) {
            throw failure(
                    "no answer came (" + e.getClass().getSimpleName() + ", " + secrets.wordsOf(e) + ")",
                    secrets.areIn(e) ? null : e);
        }
    }

    private CredentialsException refused(Response response, Buffer body, Secrets secrets) {
        RuntimeException cause = ErrorAnswer.of(
                        response.code(), response.headers(), secrets.beginning(body), secrets::hideIn)
                .withNote(ClockSkew.noteOn(response))
                .toException();
        return failure(String.valueOf(cause.getMessage()), cause);
    }

    private List<ProjectInfo> projects(Buffer body) {
        try {
            KeystoneListProjectsResponse answer = JsonDocument.read(answers, body);
            if (answer != null && answer.projects() != null) {
                // Whether it has heeded the name or not.
                return answer.projects().stream()
                        .filter(Objects::nonNull)
                        .filter(project -> region.equals(project.name()))
                        .toList();
            }
        } catch (IOException | JsonDataException e) {
            // From memory, so it is about the text. Its own words may quote what the other side made up.
            throw failure("its answer can't be read", null);
        }
        throw failure("its answer has no list of projects", null);
    }

    private String only(List<ProjectInfo> projects) {
        if (projects.size() != 1) {
            throw failure(
                    projects.isEmpty() ? "no project has that name" : projects.size() + " projects have that name",
                    null);
        }
        String id = projects.get(0).id();
        if (id == null || !PushRules.checkProjectId(id).isEmpty()) {
            throw failure("its id is not one", null);
        }
        return id;
    }

    private CredentialsException failure(String why, @Nullable Throwable cause) {
        return new CredentialsException(
                "IAM (" + iam.host() + ") was asked for the project of the region " + region + ": " + why
                        + (why.endsWith(".") ? "" : ".") + " Give the client a project id.",
                cause);
    }
}
