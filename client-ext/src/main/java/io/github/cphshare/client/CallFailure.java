package io.github.cphshare.client;

import io.github.cphshare.client.error.CphShareException;
import java.io.IOException;

/** Carries a failure of ours through OkHttp, which lets only I/O failures pass from an interceptor to a callback. */
final class CallFailure extends IOException {
    private final transient CphShareException failure;

    CallFailure(CphShareException failure) {
        super(failure.getMessage(), failure);
        this.failure = failure;
    }

    CphShareException failure() {
        return failure;
    }
}
