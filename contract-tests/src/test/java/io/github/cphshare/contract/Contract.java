package io.github.cphshare.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The OpenAPI document as it is published: what is pinned, and what it is pinned to, is read from here. */
final class Contract {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final YAMLMapper YAML = new YAMLMapper();

    private final String text;
    private final JsonNode root;

    Contract(String text) {
        this.text = text;
        try {
            this.root = YAML.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Contract published() {
        return new Contract(resource("cph-share.yaml"));
    }

    /** What is asked of IAM. */
    static Contract iam() {
        return new Contract(resource("iam-token.yaml"));
    }

    /** The rows of the error catalogue. */
    static List<JsonNode> catalogue() {
        return elements(new Contract(resource("errors.yaml")).root.path("x-errors"));
    }

    private static String resource(String name) {
        String path = "/META-INF/openapi/" + name;
        try (InputStream in = Objects.requireNonNull(Contract.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return text;
    }

    List<Operation> operations() {
        return root.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .map(method -> new Operation(this, method.getKey(), path.getKey(), method.getValue())))
                .toList();
    }

    Operation push() {
        return operation("pushShareFiles");
    }

    Operation operation(String id) {
        return operations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the contract has no " + id));
    }

    /** The operation at an address; one whose path is written out comes before one with a parameter in that place. */
    Optional<Operation> operationAt(String method, String address) {
        return operations().stream()
                .filter(operation -> operation.isAt(method, address))
                .min(Comparator.comparing(operation ->
                        operation.path().chars().filter(c -> c == '{').count()));
    }

    /** The example of a project id. */
    String projectId() {
        return projectIdParameter().path("example").asText();
    }

    String projectIdPattern() {
        return projectIdParameter().path("schema").path("pattern").asText();
    }

    private JsonNode projectIdParameter() {
        return root.path("components").path("parameters").path("ProjectId");
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static List<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).toList();
    }

    /** One operation of the document. */
    record Operation(Contract contract, String method, String path, JsonNode definition) {
        String id() {
            return definition.path("operationId").asText();
        }

        List<String> statuses() {
            return definition.path("responses").properties().stream()
                    .map(Entry::getKey)
                    .toList();
        }

        /** The (first) example of its request body. */
        JsonNode request() {
            return examples(definition.path("requestBody"))
                    .findFirst()
                    .map(Entry::getValue)
                    .orElseThrow(() -> new AssertionError(id() + " has no example of a request"));
        }

        /** Its parameters, those of its path included. */
        List<JsonNode> allParameters() {
            JsonNode ofPath = contract.root.path("paths").path(path).path("parameters");
            return Stream.of(ofPath, definition.path("parameters"))
                    .flatMap(list -> elements(list).stream())
                    .map(contract::resolved)
                    .toList();
        }

        /** The example of one of its own parameters. */
        JsonNode parameter(String name) {
            return elements(definition.path("parameters")).stream()
                    .map(contract::resolved)
                    .filter(parameter -> parameter.path("name").asText().equals(name))
                    .map(parameter -> parameter.path("example"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(id() + " has no parameter " + name));
        }

        /** Every named example of every answer, in the order of the document. */
        List<Answer> answers() {
            return definition.path("responses").properties().stream()
                    .flatMap(response -> examples(contract.resolved(response.getValue()))
                            .map(example -> new Answer(
                                    Integer.parseInt(response.getKey()), example.getKey(), example.getValue())))
                    .toList();
        }

        Answer answer(String name) {
            return answers().stream()
                    .filter(answer -> answer.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(id() + " has no example " + name));
        }

        boolean isAt(String method, String address) {
            return method.equalsIgnoreCase(this.method) && address.matches(path.replaceAll("\\{[^}]+}", "[^/]+"));
        }

        private static Stream<Entry<String, JsonNode>> examples(JsonNode content) {
            return content.path("content").path("application/json").path("examples").properties().stream()
                    .map(example ->
                            Map.entry(example.getKey(), example.getValue().path("value")));
        }
    }

    /** A named example of an answer. */
    record Answer(int status, String name, JsonNode body) {}
}
