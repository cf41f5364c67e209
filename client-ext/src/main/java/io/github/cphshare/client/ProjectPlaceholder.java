package io.github.cphshare.client;

import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.validation.PushRules;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Stands for the project in a path until the credentials are there, which may be all that knows it. */
final class ProjectPlaceholder {
    static final String VALUE = "{project_id}";

    private ProjectPlaceholder() {}

    static boolean isIn(HttpUrl url) {
        return url.pathSegments().contains(VALUE);
    }

    static HttpUrl filledIn(HttpUrl url, @Nullable String projectId) {
        int place = url.pathSegments().indexOf(VALUE);
        return place < 0
                ? url
                : url.newBuilder().setPathSegment(place, checked(projectId)).build();
    }

    /** A project that was found, unless it is none. */
    static String checked(@Nullable String projectId) {
        if (projectId == null) {
            throw new CredentialsException(
                    "Neither the client nor its credentials say which project to work in; give the client a project id.",
                    null);
        }
        if (!PushRules.checkProjectId(projectId).isEmpty()) {
            throw new CredentialsException("The project id that came with the credentials is not one.", null);
        }
        return projectId;
    }
}
