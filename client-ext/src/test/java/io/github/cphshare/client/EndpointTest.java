package io.github.cphshare.client;

import static io.github.cphshare.client.Clients.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cphshare.client.validation.InvalidRequestException;
import io.github.cphshare.client.validation.Violation;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where requests may go. */
class EndpointTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cph.cn-north-4.myhuaweicloud.com",
                "http://10.0.0.1",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "http://127.0.0.1x",
                "http://127.0.0.300",
                "http://127.0.0.01",
                "HTTP://example.com",
            })
    void plain_http_is_refused(String endpoint) {
        assertThat(violationOf(endpoint).rule()).isEqualTo("https");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080",
                "http://localhost",
                "http://[::1]:1",
                "http://127.8.8.8",
                "http://127.0.99.255"
            })
    void plain_http_is_for_loopback(String endpoint) {
        assertThatCode(() -> Clients.of(endpoint).build().close()).doesNotThrowAnyException();
    }

    @Test
    void plain_http_elsewhere_has_to_be_allowed_explicitly() {
        assertThatCode(() ->
                        Clients.of("http://10.0.0.1").allowPlainHttp().build().close())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "cph.example.com, url",
        "ftp://cph.example.com, url",
        "https://, url",
        "https://user:s3cr3t@cph.example.com, noUserInfo",
        "https://cph.example.com/?token=s3cr3t, noQuery",
        "https://cph.example.com/#s3cr3t, noQuery",
        "cph.example.com?Signature=s3cr3t, url",
        "ftp://cph.example.com/#s3cr3t, url",
        "//user:s3cr3t@host, url",
        "https://user:a/s3cr3t@host, url",
        "user:s3cr3t@host, url",
        "https:/user:s3cr3t@host name, url",
    })
    void what_is_not_an_address_is_refused_without_repeating_secrets(String endpoint, String rule) {
        Violation violation = violationOf(endpoint);
        assertThat(violation.rule()).isEqualTo(rule);
        assertThat(violation.toString()).doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/behind/a/path", "/behind/a/path/"})
    void a_path_of_the_endpoint_survives(String path) throws IOException {
        try (RawServer server = new RawServer(RawServer.ok());
                CphShareClient client = Clients.of(server.url() + path).build()) {
            client.push(request());

            assertThat(server.requests().get(0))
                    .startsWith("POST /behind/a/path/v1/" + Clients.PROJECT
                            + "/cloud-phone/phones/share-files HTTP/1.1\r\n");
        }
    }

    @Test
    void a_region_names_its_endpoint() {
        try (CphShareClient client =
                Clients.of("https://unused").endpoint(null).region("cn-north-4").build()) {
            assertThat(client)
                    .hasToString("CphShareClient{https://cph.cn-north-4.myhuaweicloud.com/, project " + Clients.PROJECT
                            + "}");
        }
    }

    @Test
    void an_unknown_region_is_an_error_that_lists_the_known_ones() {
        assertThatThrownBy(() -> Clients.of("https://unused")
                        .endpoint(null)
                        .region("mars-1")
                        .build())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContainingAll("mars-1", "cn-north-4", "la-south-2");
    }

    @Test
    void everything_that_is_wrong_with_an_address_is_told_at_once_and_without_its_secrets() {
        assertThatThrownBy(() -> Clients.of("http://user:s3cr3t@example.com/?token=s3cr3t")
                        .build())
                .isInstanceOfSatisfying(InvalidRequestException.class, failure -> assertThat(failure.violations())
                        .extracting(Violation::rule)
                        .containsExactly("noUserInfo", "noQuery", "https"))
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void everything_that_is_wrong_with_the_configuration_is_told_at_once() {
        assertThatThrownBy(() -> CphShareClient.builder().projectId("a/../b?x").build())
                .isInstanceOfSatisfying(InvalidRequestException.class, failure -> assertThat(failure.violations())
                        .extracting(Violation::field)
                        .containsExactly("endpoint", "project_id", "credentials"));
    }

    private static Violation violationOf(String endpoint) {
        try (CphShareClient client = Clients.of(endpoint).build()) {
            throw new AssertionError("accepted: " + client);
        } catch (InvalidRequestException e) {
            assertThat(e.violations()).hasSize(1);
            return e.violations().get(0);
        }
    }
}
