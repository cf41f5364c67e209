package io.github.cphshare.spec;

import static io.github.cphshare.spec.Document.list;
import static io.github.cphshare.spec.Document.map;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.oas.OpenApi30;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contract promises to those who read it with tools. */
class ContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String[] BOUNDS = {
        "minLength", "maxLength", "pattern", "enum", "minItems", "maxItems", "minimum", "maximum"
    };

    static List<Document> contracts() {
        return Document.contracts();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void it_is_openapi_3_0_3_since_validators_skip_checks_of_later_versions(Document document) {
        assertThat(document.root()).containsEntry("openapi", "3.0.3");
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void every_example_keeps_the_rules_of_its_schema(Document document) {
        List<String> broken = new ArrayList<>();
        List<String> checked = new ArrayList<>();
        document.walk((pointer, node) -> {
            if (node.get("schema") instanceof Map<?, ?> && node.get("examples") instanceof Map<?, ?> examples) {
                JsonSchema schema = schema(document, map(node.get("schema")));
                examples.forEach((name, example) -> {
                    checked.add(pointer + "/" + name);
                    broken.addAll(
                            problems(schema, pointer + "/" + name, map(example).get("value")));
                });
            }
            if (node.containsKey("example") && (node.containsKey("type") || node.containsKey("schema"))) {
                Map<String, Object> rules = node.containsKey("schema") ? map(node.get("schema")) : node;
                checked.add(pointer);
                broken.addAll(problems(schema(document, rules), pointer, node.get("example")));
            }
        });
        assertThat(broken).isEmpty();
        assertThat(checked).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void every_operation_is_named_described_and_secured_on_itself(Document document) {
        assertThat(document.operations()).isNotEmpty().allSatisfy(operation -> {
            assertThat((String) operation.get("operationId")).matches("[a-z][A-Za-z0-9]*");
            assertThat(operation).containsKeys("summary", "description", "tags", "security");
        });
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void every_failure_has_a_body_and_a_named_example(Document document) {
        assertThat(document.operations()).allSatisfy(operation -> {
            Map<String, Object> responses = map(operation.get("responses"));
            assertThat(responses.keySet()).contains("400", "401", "403", "500", "503");
            responses.forEach((status, response) -> {
                Map<String, Object> json =
                        map(map(document.resolve(response).get("content")).get("application/json"));
                assertThat(json).as(status).containsKey("schema");
                assertThat(map(json.get("examples"))).as(status).isNotEmpty();
            });
        });
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void an_example_that_names_a_status_names_the_one_that_it_stands_at(Document document) {
        document.operations()
                .forEach(operation -> map(operation.get("responses")).forEach((status, response) -> {
                    Map<String, Object> json =
                            map(map(document.resolve(response).get("content")).get("application/json"));
                    map(json.get("examples")).values().forEach(example -> {
                        if (map(map(example).get("value")).get("error") instanceof Map<?, ?> error) {
                            assertThat(error.get("code")).hasToString(status);
                        }
                    });
                }));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void credentials_are_security_schemes_and_never_parameters(Document document) {
        List<Object> headers = new ArrayList<>();
        document.walk((pointer, node) -> {
            if ("header".equals(node.get("in")) && !pointer.contains("securitySchemes")) {
                headers.add(node.get("name"));
            }
        });
        assertThat(headers).doesNotContain("X-Auth-Token", "Authorization");
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void answers_are_open_no_required_no_bounds_no_closed_enumerations(Document document) {
        document.section("#/components/schemas").forEach((name, schema) -> {
            if (isOnlyReceived(document, name)) {
                assertThat(map(schema)).as(name).doesNotContainKeys("required", "additionalProperties");
                assertThat(map(schema)).as(name).doesNotContainKeys(BOUNDS);
                document.walk((pointer, rules) -> {
                    if (pointer.startsWith(SCHEMAS + name + "/properties/") && !pointer.contains("/example")) {
                        assertThat(rules).as(pointer).doesNotContainKeys(BOUNDS);
                    }
                });
            }
        });
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void objects_are_components_with_names_that_no_generator_changes(Document document) {
        document.walk((pointer, node) -> {
            if (node.containsKey("properties") && !pointer.contains("/examples/") && !pointer.contains("/x-")) {
                assertThat(pointer).matches("#/components/schemas/[A-Z][A-Za-z]+");
                assertThat(pointer).doesNotMatch(".*/(Error|Object|Response|Request|List|Map|File|Date)");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void required_properties_exist(Document document) {
        document.section("#/components/schemas").forEach((name, schema) -> {
            Object described = map(schema).get("properties");
            Set<String> properties =
                    described == null ? Set.of() : map(described).keySet();
            assertThat(properties).as(name).containsAll(list(map(schema).get("required")));
        });
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void json_inside_a_string_has_a_schema_and_every_example_of_it_is_of_that_schema(Document document) {
        List<String> broken = new ArrayList<>();
        Map<String, String> schemaOf = new TreeMap<>();
        document.walk((pointer, node) -> {
            if (node.get("x-content-schema") instanceof String schema) {
                assertThat(node).as(pointer).containsEntry("type", "string");
                schemaOf.put(pointer.substring(pointer.lastIndexOf('/') + 1), schema);
            }
        });
        document.walk((pointer, node) -> schemaOf.forEach((property, schema) -> {
            if (pointer.contains("/example") && node.get(property) instanceof String text) {
                broken.addAll(problems(schema(document, map(document.at(schema))), pointer, parsed(text)));
            }
        }));
        assertThat(broken).isEmpty();
        if (document.name().equals("cph-share.yaml")) {
            assertThat(schemaOf).containsOnlyKeys("execute_msg", "extend_spec");
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void known_values_are_named_explained_and_of_the_type_of_their_property(Document document) {
        document.walk((pointer, node) -> {
            for (Map<String, Object> known : Document.<Map<String, Object>>list(node.get("x-known-values"))) {
                assertThat(known).as(pointer).containsOnlyKeys("name", "value", "means");
                assertThat((String) known.get("name")).matches("[A-Z][A-Z0-9_]*");
                assertThat(problems(schema(document, node), pointer, known.get("value")))
                        .isEmpty();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void lists_in_the_query_say_how_they_are_joined(Document document) {
        document.walk((pointer, node) -> {
            if ("query".equals(node.get("in"))
                    && "array".equals(map(node.get("schema")).get("type"))) {
                assertThat(node).as(pointer).containsEntry("style", "form").containsEntry("explode", false);
                assertThat(map(node.get("schema"))).as(pointer).containsKeys("minItems", "maxItems");
            }
        });
    }

    private static boolean isOnlyReceived(Document document, String schema) {
        Set<String> sent = new HashSet<>();
        document.walk((pointer, node) -> {
            if (node.get("requestBody") != null || node.get("in") != null) {
                collect(document, node.get("requestBody"), sent);
                collect(document, node.get("schema"), sent);
            }
        });
        return !sent.contains(schema);
    }

    /** The names of the schemas that a part of the document leads to. */
    private static void collect(Document document, Object part, Set<String> names) {
        if (part instanceof Map<?, ?> node) {
            if (node.get("$ref") instanceof String ref
                    && ref.startsWith(SCHEMAS)
                    && names.add(ref.substring(SCHEMAS.length()))) {
                collect(document, document.at(ref), names);
            }
            node.values().forEach(child -> collect(document, child, names));
        } else if (part instanceof List<?> entries) {
            entries.forEach(child -> collect(document, child, names));
        }
    }

    private static Object parsed(String json) {
        try {
            return JSON.readValue(json, Object.class);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    private static JsonSchema schema(Document document, Map<String, Object> rules) {
        // The rules stand beside the components that they refer to.
        Map<String, Object> whole = new LinkedHashMap<>(rules);
        whole.put("components", document.root().get("components"));
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V4, builder -> builder.metaSchema(OpenApi30.getInstance())
                        .defaultMetaSchemaIri(OpenApi30.getInstance().getIri()));
        return factory.getSchema(JSON.valueToTree(whole));
    }

    private static List<String> problems(JsonSchema schema, String where, Object value) {
        JsonNode node = JSON.valueToTree(value);
        return schema.validate(node).stream()
                .map(ValidationMessage::getMessage)
                .map(message -> where + ": " + message)
                .toList();
    }
}
