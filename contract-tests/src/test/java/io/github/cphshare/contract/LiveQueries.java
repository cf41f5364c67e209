package io.github.cphshare.contract;

import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cphshare.contract.Contract.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks an endpoint everything that can be asked without changing anything, and holds the answers against the contract. What
 * an answer names (a server, a job) is what later queries ask about. Not thread-safe.
 */
final class LiveQueries {
    /** The query in which one of two parameters has to be given, which OpenAPI cannot say (D13). */
    private static final Map<String, String> ALSO_NEEDED = Map.of("listJobs", "request_ids");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Contract contract;
    private final OpenApiCheck check;
    private final RealEndpoint endpoint;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> known = new HashMap<>();

    LiveQueries(Contract contract, RealEndpoint endpoint) {
        this.contract = contract;
        this.check = new OpenApiCheck(contract);
        this.endpoint = endpoint;
        known.put("project_id", endpoint.project());
    }

    /** The queries of the contract, in an order in which the ids that one needs are in the answers of those before it. */
    List<Operation> inOrder() {
        return contract.operations().stream()
                .filter(operation -> operation.method().equals("get"))
                .sorted(Comparator.comparing((Operation operation) -> isAboutJobs(needed(operation)))
                        .thenComparing(operation -> needed(operation).size()))
                .toList();
    }

    private static boolean isAboutJobs(List<String> needed) {
        return needed.contains("job_id") || needed.contains("request_ids");
    }

    /** The first thing that a query needs and no answer has named. */
    Optional<String> missingFor(Operation operation) {
        return needed(operation).stream()
                .filter(name -> !known.containsKey(name))
                .findFirst();
    }

    /** What is wrong with the answer; nothing if it is one of the contract's. */
    List<String> ask(Operation operation) throws IOException, InterruptedException {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        Map<String, String> sent = new HashMap<>();
        for (String name : needed(operation)) {
            String value = known.get(name);
            if (path.contains("{" + name + "}")) {
                path = path.replace("{" + name + "}", encoded(value));
            } else {
                query.add(name + "=" + encoded(value));
                sent.put(name, value);
            }
        }
        SimpleRequest.Builder asked =
                SimpleRequest.Builder.get(path).withHeader(Exchange.TOKEN_HEADER, endpoint.token());
        sent.forEach(asked::withQueryParam);
        String address = endpoint.url() + path + (query.isEmpty() ? "" : "?" + String.join("&", query));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header(Exchange.TOKEN_HEADER, endpoint.token())
                        .timeout(Duration.ofMinutes(1))
                        .build(),
                BodyHandlers.ofString());
        SimpleResponse.Builder answered =
                SimpleResponse.Builder.status(answer.statusCode()).withBody(answer.body());
        answer.headers().map().forEach(answered::withHeader);
        List<String> findings = new ArrayList<>(check.findings(asked.build(), answered.build()));
        if (answer.statusCode() != 200) {
            findings.add("status " + answer.statusCode());
        } else {
            learn(JSON.readTree(answer.body()));
        }
        return findings;
    }

    private List<String> needed(Operation operation) {
        List<String> needed = new ArrayList<>();
        operation.allParameters().forEach(parameter -> {
            String name = parameter.path("name").asText();
            if (parameter.path("required").asBoolean() || name.equals(ALSO_NEEDED.get(operation.id()))) {
                needed.add(name);
                if (name.equals("path")) {
                    known.putIfAbsent(name, parameter.path("example").asText());
                }
            }
        });
        return needed;
    }

    private void learn(JsonNode answer) {
        learn("server_id", answer.path("servers").path(0).path("server_id"));
        learn("server_ids", answer.path("servers").path(0).path("server_id"));
        JsonNode job = answer.path("jobs").path(0).path("job_id");
        if (!job.isMissingNode()) {
            learn("job_id", job);
            learn("request_ids", answer.path("request_id"));
        }
    }

    private void learn(String name, JsonNode value) {
        if (value.isTextual() && !value.asText().isBlank()) {
            known.putIfAbsent(name, value.asText());
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
