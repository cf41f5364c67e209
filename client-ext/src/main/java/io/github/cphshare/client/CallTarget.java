package io.github.cphshare.client;

import io.github.cphshare.client.call.CallInfo;
import java.util.Objects;
import okhttp3.Request;
import retrofit2.Invocation;

/**
 * What a call is for, in the words of {@link CallInfo}.
 *
 * @param operation the operation's id in the contract
 */
record CallTarget(String operation, String method, String host, String path) {

    /** @param request as Retrofit made it */
    static CallTarget of(Request request) {
        Invocation invocation = Objects.requireNonNull(request.tag(Invocation.class), "of Retrofit");
        return new CallTarget(
                invocation.method().getName(),
                request.method(),
                request.url().host(),
                "/" + String.join("/", request.url().pathSegments()));
    }

    CallInfo info(long number) {
        return new CallInfo(number, operation, method, host, path);
    }
}
