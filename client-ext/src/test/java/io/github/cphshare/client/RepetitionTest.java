package io.github.cphshare.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.call.Retries;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.client.error.MalformedResponseException;
import io.github.cphshare.client.error.TransportException;
import io.github.cphshare.generated.CatalogedError;
import io.github.cphshare.generated.ErrorCatalog;
import io.github.cphshare.generated.ErrorCategory;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The decision whether to repeat, without network, clock or chance. */
class RepetitionTest {
    private final CphShareException noConnection =
            new TransportException("no", new IOException("no"), Delivery.NOT_SENT, null);
    private final CphShareException noAnswer =
            new TransportException("no", new IOException("no"), Delivery.UNKNOWN, null);

    static Stream<CatalogedError> errors() {
        return ErrorCatalog.entries().stream().filter(entry -> !entry.statuses().equals(List.of("200")));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void of_the_documented_errors_those_are_repeated_that_the_catalogue_allows(CatalogedError error) {
        String status = error.statuses().stream()
                .filter(one -> !one.equals("200"))
                .findFirst()
                .orElseThrow();
        CphShareException failure = ErrorAnswer.of(
                        Integer.parseInt(status.replace("XX", "99")),
                        Headers.of(),
                        error.code().equals("*") ? "" : "{\"error_code\":\"" + error.code() + "\"}",
                        text -> text)
                .toException();
        boolean mends = error.retryable() && error.category() != ErrorCategory.AUTHENTICATION;
        boolean certain = error.delivery() == CatalogedError.Delivery.NOT_PROCESSED;

        assertThat(repeats(failure, false, Retries.safe())).isEqualTo(mends && certain);
        assertThat(repeats(failure, true, Retries.safe())).isEqualTo(mends);
        assertThat(repeats(failure, false, Retries.atLeastOnce())).isEqualTo(mends);
        assertThat(repeats(failure, true, Retries.none())).isFalse();
    }

    @Test
    void a_broken_network_is_worth_another_attempt_where_that_is_safe() {
        assertThat(repeats(noConnection, false, Retries.safe())).isTrue();
        assertThat(repeats(noAnswer, false, Retries.safe())).isFalse();
        assertThat(repeats(noAnswer, true, Retries.safe())).isTrue();
        assertThat(repeats(noAnswer, false, Retries.atLeastOnce())).isTrue();
    }

    @Test
    void a_host_that_does_not_prove_who_it_is_is_asked_once() {
        IOException expired = new SSLHandshakeException("expired");
        expired.initCause(new CertificateException("expired"));
        for (IOException cause : List.of(expired, new SSLPeerUnverifiedException("another name"))) {
            assertThat(repeats(
                            new TransportException("no", cause, Delivery.NOT_SENT, null), true, Retries.atLeastOnce()))
                    .isFalse();
        }
    }

    @Test
    void what_is_no_answer_of_the_service_to_the_request_is_not_repeated() {
        for (CphShareException failure : List.of(
                new CredentialsException("none", null), new MalformedResponseException("{", null, 200, "{", null))) {
            assertThat(repeats(failure, true, Retries.atLeastOnce())).isFalse();
        }
    }

    @Test
    void the_waits_grow_up_to_the_limit_and_spread_down_to_nothing() {
        Retries retries = Retries.safe()
                .withAttempts(100)
                .withBaseDelay(Duration.ofSeconds(1))
                .withLongestDelay(Duration.ofSeconds(10));

        assertThat(Stream.of(1, 2, 3, 4, 5, 99)
                        .map(attempt -> Repetition.after(noConnection, attempt, false, retries, null, 0.5)))
                .containsExactly(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5));
        assertThat(Repetition.after(noConnection, 3, false, retries, null, 0)).isZero();
        assertThat(Repetition.after(noConnection, 100, false, retries, null, 0)).isNull();
    }

    @Test
    void a_wait_ends_before_the_call_has_to() {
        Retries retries = Retries.safe().withBaseDelay(Duration.ofSeconds(2));

        assertThat(Repetition.after(noConnection, 1, false, retries, Duration.ofMillis(1_001), 0.5))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(Repetition.after(noConnection, 1, false, retries, Duration.ofSeconds(1), 0.5))
                .isNull();
        assertThat(Repetition.after(noConnection, 1, false, retries, Duration.ofSeconds(-1), 0))
                .isNull();
    }

    @Test
    void a_policy_has_limits_of_its_own() {
        assertThatThrownBy(() -> Retries.safe().withAttempts(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Retries.safe().withAttempts(101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Retries.safe().withBaseDelay(Duration.ofMillis(-1)))
                .hasMessageContaining("baseDelay");
        assertThatThrownBy(() -> Retries.safe().withLongestDelay(Duration.ofDays(2)))
                .hasMessageContaining("longestDelay");
        assertThat(Retries.safe().withAttempts(1)).isEqualTo(Retries.none()).hasSameHashCodeAs(Retries.none());
        assertThat(Retries.safe()).isNotEqualTo(Retries.atLeastOnce());
    }

    private static boolean repeats(CphShareException failure, boolean read, Retries retries) {
        return Repetition.after(failure, 1, read, retries, null, 0.5) != null;
    }
}
