package io.github.cphshare.client;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.cphshare.client.auth.IamPasswordCredentials;
import io.github.cphshare.client.fleet.FleetOptions;
import io.github.cphshare.client.fleet.FleetPush;
import io.github.cphshare.client.tar.TarChecker;
import io.github.cphshare.client.tar.TarPacker;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may not be null is refused where it is given, by its name, and not by the first call that needs it. */
class NullTest {
    @SuppressWarnings("NullAway") // Not all callers are checked for it.
    static Map<String, ThrowingCallable> setters() {
        return Map.ofEntries(
                Map.entry("clock", () -> CphShareClient.builder().clock(null)),
                Map.entry("retries", () -> CphShareClient.builder().retries(null)),
                Map.entry("listener", () -> CphShareClient.builder().listener(null)),
                Map.entry("retries of a call", () -> RequestOptions.builder().retries(null)),
                Map.entry("options", () -> FleetPush.builder().options(null)),
                Map.entry("listener of a fleet", () -> FleetOptions.builder().listener(null)),
                Map.entry("decision", () -> FleetOptions.builder().pushUnknownAgain(null)),
                Map.entry("clock of a login", () -> IamPasswordCredentials.builder()
                        .clock(null)),
                Map.entry("background", () -> IamPasswordCredentials.builder().background(null)),
                Map.entry("listener of a check", () -> TarChecker.strict().withProgress(null)),
                Map.entry("listener of a packer", () -> TarPacker.root("data").withProgress(null)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void is_refused_where_it_is_given(String name) {
        assertThatNullPointerException().isThrownBy(setters().get(name)).withMessage(name.split(" ", 2)[0]);
    }

    static Iterable<String> names() {
        return setters().keySet();
    }
}
