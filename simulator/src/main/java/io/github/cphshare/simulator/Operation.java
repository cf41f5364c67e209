package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One operation of the contract: its address, what a request to it has to look like, and the documented answers. */
final class Operation {
    private static final Pattern TEMPLATE = Pattern.compile("\\{([^}]+)}");
    private static final String JSON = "application/json";

    /** A content type that names no charset, or the only one of JSON. */
    private static final Pattern CHARSET =
            Pattern.compile("(?i)(?!.*;\\s*charset\\s*=).*|.*;\\s*charset\\s*=\\s*\"?utf-?8\"?\\s*(;.*)?");

    private static final int MOST_VALUES_CHECKED_TO_THE_END = 10_000;

    private final Schemas schemas;
    private final JsonNode definition;
    private final String id;
    private final String method;
    private final Pattern path;
    private final List<String> pathNames = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final Supplier<JsonSchema> body;

    Operation(Schemas schemas, String path, String method, JsonNode pathItem, JsonNode definition) {
        this.schemas = schemas;
        this.definition = definition;
        this.id = definition.path("operationId").asText();
        this.method = method.toUpperCase(Locale.ROOT);
        this.path = Pattern.compile(TEMPLATE.matcher(path).replaceAll(name -> {
            pathNames.add(name.group(1));
            return "([^/]+)";
        }));
        for (JsonNode owner : List.of(pathItem, definition)) {
            owner.path("parameters").forEach(each -> {
                JsonNode parameter = schemas.resolve(each);
                JsonNode rules = schemas.resolve(parameter.path("schema"));
                parameters.add(new Parameter(
                        parameter.path("name").asText(),
                        parameter.path("in").asText(),
                        parameter.path("required").asBoolean(),
                        rules,
                        schemas.compiled(parameter.path("schema"))));
            });
        }
        this.body = schemas.compiled(schemas.resolve(definition.path("requestBody"))
                .path("content")
                .path(JSON)
                .path("schema"));
    }

    String id() {
        return id;
    }

    /** The path's parameters, decoded, if this operation is what the request is addressed to. */
    Optional<Map<String, String>> match(String method, String rawPath) {
        Matcher matcher = path.matcher(rawPath);
        if (!this.method.equals(method) || !matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < pathNames.size(); i++) {
            values.put(pathNames.get(i), Request.decoded(matcher.group(i + 1)));
        }
        return Optional.of(values);
    }

    /** Everything in path and query that the contract does not allow. */
    List<Problem> parameterProblems(Request request) {
        List<Problem> problems = new ArrayList<>();
        for (Parameter parameter : parameters) {
            Map<String, String> values =
                    parameter.in().equals("path") ? request.pathParameters() : request.queryParameters();
            String value = values.get(parameter.name());
            if (value == null) {
                if (parameter.required()) {
                    problems.add(new Problem(parameter.in(), parameter.name(), "required", "is missing"));
                }
                continue;
            }
            if (parameter.in().equals("query") && request.count(parameter.name()) > 1) {
                // Lists are joined by commas here, so nothing comes twice.
                problems.add(new Problem(parameter.in(), parameter.name(), "explode", "is given more than once"));
            }
            for (ValidationMessage message : parameter.schema().get().validate(parameter.read(value))) {
                problems.add(new Problem(parameter.in(), parameter.name(), message.getType(), message.getError()));
            }
        }
        return problems;
    }

    /** Whether there is a parameter in the query that the contract says nothing about. */
    boolean hasUnknown(Request request) {
        return request.queryParameters().keySet().stream().anyMatch(name -> parameters.stream()
                .noneMatch(known -> known.in().equals("query") && known.name().equals(name)));
    }

    /** The greatest value of a parameter. */
    int maximum(String parameter) {
        return parameters.stream()
                .filter(one -> one.name().equals(parameter))
                .mapToInt(one -> one.rules().path("maximum").intValue())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id + " has no parameter " + parameter));
    }

    /** The body as JSON, if it is JSON at all. */
    JsonNode readBody(Request request) throws UnreadableBody {
        String contentType = request.header("Content-Type").orElse("");
        if (!contentType.split(";", 2)[0].strip().equalsIgnoreCase(JSON)) {
            throw new UnreadableBody(Problem.ofBody("content", "Content-Type is not " + JSON));
        }
        if (!CHARSET.matcher(contentType).matches()) {
            throw new UnreadableBody(Problem.ofBody("content", "is said to be in a charset other than UTF-8"));
        }
        if (!request.header("Content-Encoding").orElse("identity").equalsIgnoreCase("identity")) {
            throw new UnreadableBody(Problem.ofBody("content", "has a Content-Encoding"));
        }
        JsonNode json;
        try {
            json = Json.parse(request.body());
        } catch (IOException e) {
            // The parser's own message quotes the body, and the body may hold a password.
            throw new UnreadableBody(Problem.ofBody("content", "is malformed JSON"));
        }
        if (json.isMissingNode()) {
            throw new UnreadableBody(Problem.ofBody("required", "is empty"));
        }
        return json;
    }

    /** Everything in the body that the contract does not allow. */
    List<Problem> bodyProblems(JsonNode json) {
        // Of millions of values each may be wrong, and to say so of each takes gigabytes.
        boolean large = values(json) > MOST_VALUES_CHECKED_TO_THE_END;
        return body.get().validate(json, context -> context.getExecutionConfig().setFailFast(large)).stream()
                .map(message -> new Problem("body", field(message), message.getType(), message.getError()))
                .toList();
    }

    private static int values(JsonNode json) {
        int values = 1;
        for (JsonNode part : json) {
            values += values(part);
        }
        return values;
    }

    /** The first example that the contract gives for an answer with this status. */
    Optional<JsonNode> example(int status) {
        for (JsonNode example : media(status).path("examples")) {
            return Optional.of(example.path("value"));
        }
        return Optional.empty();
    }

    /** What an answer with this status has to look like. */
    JsonSchema answerSchema(int status) {
        JsonNode schema = media(status).path("schema");
        if (schema.isMissingNode()) {
            throw new IllegalArgumentException(id + " has no answer " + status);
        }
        return schemas.compiled(schema).get();
    }

    private JsonNode media(int status) {
        JsonNode response = schemas.resolve(definition.path("responses").path(Integer.toString(status)));
        return response.path("content").path(JSON);
    }

    /** The top-level property that a message is about, also where it says that there should be one, or should not. */
    private static String field(ValidationMessage message) {
        if (message.getInstanceLocation().getNameCount() > 0) {
            return message.getInstanceLocation().getElement(0).toString();
        }
        String property = message.getProperty();
        return property == null ? "" : property;
    }

    private record Parameter(String name, String in, boolean required, JsonNode rules, Supplier<JsonSchema> schema) {
        private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

        /** The text as what its schema wants it to be; as a text where it cannot be that. */
        JsonNode read(String value) {
            switch (rules.path("type").asText()) {
                case "integer" -> {
                    return INTEGER.matcher(value).matches() && fits(Long.parseLong(value))
                            ? LongNode.valueOf(Long.parseLong(value))
                            : TextNode.valueOf(value);
                }
                case "array" -> {
                    ArrayNode items = JsonNodeFactory.instance.arrayNode();
                    List.of(value.split(",", -1)).forEach(items::add);
                    return items;
                }
                default -> {
                    return TextNode.valueOf(value);
                }
            }
        }

        private boolean fits(long number) {
            return !rules.path("format").asText().equals("int32") || number == (int) number;
        }
    }

    /** The body cannot be read as what the contract wants; nothing in it can be judged. */
    static final class UnreadableBody extends Exception {
        private final transient Problem problem;

        UnreadableBody(Problem problem) {
            super(problem.toString());
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }
}
