package io.github.cphshare.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.error.CphShareException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What came of a call: an answer or a failure. */
record Outcome(@Nullable Object result, @Nullable CphShareException problem) {
    static Outcome of(Supplier<?> call) {
        try {
            return new Outcome(call.get(), null);
        } catch (CphShareException e) {
            return new Outcome(null, e);
        }
    }

    PushReceipt receipt() {
        return answer(PushReceipt.class);
    }

    <T> T answer(Class<T> type) {
        if (result == null) {
            throw new AssertionError("there should be an answer", problem);
        }
        return type.cast(result);
    }

    <T extends CphShareException> T failure(Class<T> type) {
        assertThat(problem).as("the failure").isExactlyInstanceOf(type);
        return type.cast(problem);
    }
}
