package io.github.cphshare.client;

import static io.github.cphshare.client.Clients.PROJECT;
import static io.github.cphshare.client.Clients.TOKEN;
import static io.github.cphshare.client.Clients.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.auth.IamPasswordCredentials;
import io.github.cphshare.client.call.Retries;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.TransportException;
import io.github.cphshare.client.tar.HttpRangeChannel;
import io.github.cphshare.client.tar.RemoteTarException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A caller's proxy: another machine, which must not read what is for this one or for the service. */
class ProxyTest {
    private static final String NO_SUCH_PLACE = "404 Not Found";

    private static OkHttpClient through(RawServer proxy, Proxy.Type type) {
        return new OkHttpClient.Builder()
                .proxy(new Proxy(type, new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())))
                .build();
    }

    private static OkHttpClient through(RawServer proxy) {
        return through(proxy, Proxy.Type.HTTP);
    }

    private static RawServer nobody() {
        return new RawServer(RawServer.answer(NO_SUCH_PLACE, ""));
    }

    @ParameterizedTest
    @EnumSource(names = "DIRECT", mode = EnumSource.Mode.EXCLUDE)
    void a_push_in_the_clear_to_this_machine_takes_no_proxy(Proxy.Type type) throws IOException {
        try (RawServer proxy = nobody();
                RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = Clients.of(server.url())
                        .okHttpClient(through(proxy, type))
                        .retries(Retries.none())
                        .build()) {
            assertThat(client.push(request()).allAccepted()).isTrue();
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void nor_does_it_where_plain_http_to_other_machines_is_allowed() throws IOException {
        try (RawServer proxy = nobody();
                RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = Clients.of(server.url())
                        .allowPlainHttp()
                        .okHttpClient(through(proxy))
                        .retries(Retries.none())
                        .build()) {
            assertThat(client.push(request()).allAccepted()).isTrue();
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void neither_does_a_login_at_an_iam_of_this_machine() throws IOException {
        try (RawServer proxy = nobody();
                RawServer iam = nobody()) {
            IamPasswordCredentials login = IamPasswordCredentials.builder()
                    .account("some-account")
                    .user("some-user")
                    .password("some-password")
                    .region("cn-north-4")
                    .endpoint(iam.url())
                    .okHttpClient(through(proxy))
                    .build();

            assertThatThrownBy(login::credentials).isInstanceOf(CredentialsException.class);
            assertThat(iam.requests()).singleElement().asString().contains("some-password");
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void neither_does_the_search_for_a_project_there() throws IOException {
        try (RawServer proxy = nobody();
                RawServer iam = nobody();
                CphShareClient client = CphShareClient.builder()
                        .region("cn-north-4")
                        .iamEndpoint(iam.url())
                        .credentials(CredentialsProvider.token(TOKEN))
                        .okHttpClient(through(proxy))
                        .build()) {
            assertThatThrownBy(() -> client.push(request())).isInstanceOf(CredentialsException.class);
            assertThat(iam.requests()).singleElement().asString().contains(TOKEN);
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void neither_does_an_archive_there_whose_address_is_signed() throws IOException {
        try (RawServer proxy = nobody();
                RawServer obs = nobody()) {
            assertThatThrownBy(() -> HttpRangeChannel.open(obs.url() + "/a.tar?Signature=s3cr3t", through(proxy)))
                    .isInstanceOf(RemoteTarException.class);
            assertThat(obs.requests()).hasSize(1);
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void plain_http_to_another_machine_takes_the_proxy_where_it_is_allowed() throws IOException {
        try (RawServer proxy = new RawServer(RawServer.ok());
                CphShareClient client = Clients.of("http://cph.example.com")
                        .allowPlainHttp()
                        .okHttpClient(through(proxy))
                        .build()) {
            client.push(request());

            assertThat(proxy.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST http://cph.example.com/v1/" + PROJECT + "/cloud-phone/");
        }
    }

    @Test
    void a_tunnel_that_the_proxy_refuses_is_no_connection_and_tells_the_proxy_no_token() throws IOException {
        try (RawServer proxy = new RawServer(RawServer.answer("403 Forbidden", "not from here"));
                CphShareClient client = Clients.of("https://cph.example.com")
                        .okHttpClient(through(proxy))
                        .build()) {
            TransportException failure = catchThrowableOfType(TransportException.class, () -> client.push(request()));

            assertThat(failure)
                    .hasMessageStartingWith("No connection was made (cph.example.com: ")
                    .hasMessageContaining("403");
            assertThat(failure.delivery()).isEqualTo(Delivery.NOT_SENT);
            assertThat(failure.earlierAttempts()).hasSize(3);
            assertThat(proxy.requests()).hasSize(4).allSatisfy(sent -> assertThat(sent)
                    .startsWith("CONNECT cph.example.com:443 HTTP/1.1\r\n")
                    .doesNotContain(TOKEN));
        }
    }

    @Test
    void a_proxy_that_wants_to_know_who_asks_is_told_before_anything_else() throws IOException {
        try (RawServer proxy = new RawServer(
                        RawServer.answer("407 Who\r\nProxy-Authenticate: Basic realm=\"p\"", ""),
                        RawServer.answer("403 Forbidden", ""));
                CphShareClient client = Clients.of("https://cph.example.com")
                        .retries(Retries.none())
                        .okHttpClient(through(proxy)
                                .newBuilder()
                                .proxyAuthenticator((route, answer) -> answer.request()
                                        .newBuilder()
                                        .header("Proxy-Authorization", Credentials.basic("me", "mine"))
                                        .build())
                                .build())
                        .build()) {
            assertThatThrownBy(() -> client.push(request()))
                    .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.delivery())
                            .isEqualTo(Delivery.NOT_SENT));
            assertThat(proxy.requests())
                    .hasSize(2)
                    .allSatisfy(sent -> assertThat(sent).startsWith("CONNECT ").doesNotContain(TOKEN));
            assertThat(proxy.requests().get(1)).contains("\r\nProxy-Authorization: Basic ");
        }
    }
}
