package io.github.cphshare.client;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.OkHttp;
import org.junit.jupiter.api.Test;

/** Users may bring a newer OkHttp than ours; a profile runs the tests on one, and this one tells that it really does. */
class OkHttpVersionTest {
    @Test
    void testsRunOnTheOkHttpThatTheBuildNames() throws ReflectiveOperationException {
        // Not the constant by its name: the compiler would write the version of the build into this test.
        Object version = OkHttp.class.getField("VERSION").get(null);

        assertThat(version).isEqualTo(System.getProperty("okhttp.version"));
    }
}
