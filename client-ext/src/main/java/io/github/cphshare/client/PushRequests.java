package io.github.cphshare.client;

import com.squareup.moshi.JsonAdapter;
import io.github.cphshare.generated.api.SharedStorageApi;
import io.github.cphshare.generated.model.PushShareFilesRequestBody;
import java.util.List;
import java.util.Objects;
import okhttp3.MediaType;
import okhttp3.Request;
import retrofit2.Invocation;

/**
 * Makes the requests of pushes. All but the body is the same for each push of a client: Retrofit makes that once, from the
 * generated interface, since it would spend a quarter of a push on finding out that the path is a good one.
 */
final class PushRequests {
    private final String projectInPath;
    private final JsonAdapter<PushShareFilesRequestBody> bodies;
    private final Request bodiless;
    private final CallTarget target;
    private final Invocation invocation;
    private final MediaType contentType;

    PushRequests(SharedStorageApi api, String projectInPath, JsonAdapter<PushShareFilesRequestBody> bodies) {
        this.projectInPath = projectInPath;
        this.bodies = bodies;
        Transport.Prepared prepared = Transport.Prepared.of(api.pushShareFiles(
                projectInPath, PushShareFilesRequestBody.builder().build()));
        this.bodiless = prepared.request().build();
        this.target = prepared.target();
        this.invocation = Objects.requireNonNull(bodiless.tag(Invocation.class));
        this.contentType =
                Objects.requireNonNull(Objects.requireNonNull(bodiless.body()).contentType());
    }

    Transport.Prepared of(PushRequest push) {
        PushShareFilesRequestBody body = push.toWire();
        return new Transport.Prepared(
                target,
                bodiless.newBuilder()
                        .method(bodiless.method(), new JsonBody<>(bodies, body, contentType))
                        .tag(Invocation.class, invocationWith(body)),
                push.serverIds());
    }

    /** As Retrofit leaves it on its requests, for interceptors of the caller. */
    private Invocation invocationWith(PushShareFilesRequestBody body) {
        return invocationOf(invocation, List.of(projectInPath, body));
    }

    @SuppressWarnings("unchecked") // The instance is one of the service that it came along with.
    private static <T> Invocation invocationOf(Invocation made, List<?> arguments) {
        return Invocation.of((Class<T>) made.service(), (T) made.instance(), made.method(), arguments);
    }
}
