package io.github.cphshare.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Calls a simulator over HTTP, as anybody would. */
final class Caller {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final CphSimulator simulator;

    Caller(CphSimulator simulator) {
        this.simulator = simulator;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(simulator.endpoint() + path));
    }

    HttpRequest.Builder push(String body) {
        return push(simulator.projectId(), simulator.token(), body);
    }

    HttpRequest.Builder push(String projectId, String token, String body) {
        return request("/v1/" + projectId + "/cloud-phone/phones/share-files")
                .header("X-Auth-Token", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    /** A query of the project, by what follows {@code /cloud-phone/}. */
    HttpRequest.Builder query(String rest) {
        return request("/v1/" + simulator.projectId() + "/cloud-phone/" + rest)
                .header("X-Auth-Token", simulator.token());
    }

    /** The answer to a query, which keeps the contract. */
    JsonNode answer(String operation, String rest) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(query(rest));
        assertThat(response.statusCode())
                .as(() -> new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        JsonNode body = json(response);
        assertThat(Contract.shared().operation(operation).answerSchema(200).validate(body))
                .isEmpty();
        return body;
    }

    static String body(String bucket, String key, List<String> serverIds) {
        return """
                {"bucket_name":"%s","object_path":"%s","server_ids":["%s"]}""".formatted(bucket, key, String.join("\",\"", serverIds));
    }

    static String body(String... serverIds) {
        return body("bucket-a", "my_apps/test.tar", List.of(serverIds));
    }

    HttpRequest.Builder tokenRequest(String user, String password, String scope) {
        return request("/v3/auth/tokens?nocatalog=true")
                .header("Content-Type", "application/json;charset=utf8")
                .POST(BodyPublishers.ofString("""
                        {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"%s","password":"%s",\
                        "domain":{"name":"account"}}}}%s}}""".formatted(user, password, scope)));
    }

    static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        return Json.parse(response.body());
    }

    /** Holds that a push was refused as a whole, in the documented body, with a code and its catalogue message. */
    static void assertRefused(HttpResponse<byte[]> response, int status, String code) throws IOException {
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode body = json(response);
        assertThat(body.path("error_code").textValue()).isEqualTo(code);
        assertThat(body.path("error_msg").textValue())
                .isEqualTo(ErrorCatalog.shared().message(code, status))
                .isNotEmpty();
        assertThat(body.path("request_id").textValue())
                .matches("[0-9a-f]{32}")
                .isEqualTo(response.headers().firstValue("X-Request-Id").orElseThrow());
        assertThat(Contract.shared()
                        .operation("pushShareFiles")
                        .answerSchema(status)
                        .validate(body))
                .isEmpty();
    }
}
