package io.github.cphshare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.TransportException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is made of an answer that a signal comes before. */
class WaitingTest {
    @Test
    void it_counts_where_it_comes_soon() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.currentThread().interrupt();

        String told = Waiting.resultOf(answer, () -> answer.complete("told"), Duration.ofMinutes(1));

        assertThat(told).isEqualTo("told");
        assertThat(Thread.interrupted()).as("still to be seen").isTrue();
    }

    @Test
    void it_is_not_waited_for_for_ever() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Waiting.resultOf(new CompletableFuture<>(), () -> {}, Duration.ZERO))
                .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.delivery())
                        .isEqualTo(Delivery.UNKNOWN));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void what_java_itself_lacks_is_thrown_as_it_is() {
        Error error = new OutOfMemoryError("full");

        assertThatThrownBy(() -> Waiting.resultOf(CompletableFuture.failedFuture(error), () -> {}, Duration.ZERO))
                .isSameAs(error);
    }
}
