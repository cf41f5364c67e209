package io.github.cphshare.client;

import static io.github.cphshare.client.Clients.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.error.ServiceException;
import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No credential reaches a second host. */
class RedirectTest {

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void a_redirect_is_not_followed_and_is_not_a_success(int status) throws IOException {
        OkHttpClient follower = new OkHttpClient.Builder().followRedirects(true).build();
        try (RawServer elsewhere = new RawServer(RawServer.ok());
                RawServer server = new RawServer(
                        RawServer.answer(status + " Moved\r\nLocation: " + elsewhere.url() + "/stolen", ""));
                CphShareClient client =
                        Clients.of(server.url()).okHttpClient(follower).build()) {
            assertThatThrownBy(() -> client.push(request())).isInstanceOfSatisfying(ServiceException.class, failure -> {
                assertThat(failure.httpStatus()).isEqualTo(status);
                assertThat(failure).hasMessageContaining("redirect");
            });
            assertThat(server.requests()).hasSize(1);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void a_request_that_an_interceptor_turns_to_another_host_gets_no_credentials_and_is_not_sent() throws IOException {
        try (RawServer elsewhere = new RawServer(RawServer.ok());
                RawServer server = new RawServer(RawServer.ok())) {
            OkHttpClient turning = new OkHttpClient.Builder()
                    .addInterceptor(chain -> {
                        HttpUrl other = chain.request()
                                .url()
                                .newBuilder()
                                .port(elsewhere.port())
                                .build();
                        return chain.proceed(
                                chain.request().newBuilder().url(other).build());
                    })
                    .build();
            try (CphShareClient client =
                    Clients.of(server.url()).okHttpClient(turning).build()) {
                assertThatThrownBy(() -> client.push(request())).isInstanceOf(CredentialsException.class);
                assertThat(elsewhere.requests()).isEmpty();
                assertThat(server.requests()).isEmpty();
            }
        }
    }
}
