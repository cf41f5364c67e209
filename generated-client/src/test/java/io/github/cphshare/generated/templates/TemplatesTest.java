package io.github.cphshare.generated.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the templates make of a document, before it is compiled. */
class TemplatesTest {
    private static final Path TORTURE = Generation.MODULE.resolve("src/test/resources/torture/torture.yaml");
    private static final Path GOLDEN = Generation.MODULE.resolve("src/test/golden");
    private static final Path COMPILED = Generation.MODULE.resolve("target/generated-test-sources/openapi/torture");
    private static final Path CLIENT = Generation.MODULE.resolve("target/generated-sources");

    @TempDir
    Path output;

    @Test
    void the_output_is_the_golden_one() throws IOException {
        Map<String, String> generated = Generation.files(COMPILED, ".java");
        if (Boolean.getBoolean("golden.update")) {
            update(generated);
        }
        Map<String, String> golden = Generation.files(GOLDEN, ".java.golden");
        String advice =
                "If the change is meant: mvn -pl generated-client -am test -Dgolden.update=true, then review the diff.";
        assertThat(generated.keySet()).as(advice).isEqualTo(golden.keySet());
        generated.forEach(
                (file, text) -> assertThat(text).as("%s.java. %s", file, advice).isEqualTo(golden.get(file)));
    }

    private static void update(Map<String, String> generated) throws IOException {
        for (String old : Generation.files(GOLDEN, ".java.golden").keySet()) {
            Files.delete(GOLDEN.resolve(old + ".java.golden"));
        }
        for (Map.Entry<String, String> file : generated.entrySet()) {
            Path target = GOLDEN.resolve(file.getKey() + ".java.golden");
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
    }

    @Test
    void generating_twice_gives_the_same_bytes_and_no_other_files() {
        Map<String, String> first = Generation.run(TORTURE, output.resolve("first"));
        Map<String, String> second = Generation.run(TORTURE, output.resolve("second"));

        assertThat(second).isEqualTo(first);
        assertThat(first.keySet()).allMatch(file -> file.endsWith(".java"));
        assertThat(first).hasSameSizeAs(Generation.files(GOLDEN, ".java.golden"));
    }

    @Test
    void the_output_needs_retrofit_moshi_with_its_okio_jspecify_and_nothing_else() {
        Map<String, String> client = Generation.files(CLIENT, ".java");
        assertThat(client).containsKey("openapi/io/github/cphshare/generated/api/SharedStorageApi");
        client.forEach(
                (file, text) -> assertThat(text.lines().filter(line -> line.startsWith("import ")))
                        .as(file)
                        .allMatch(
                                line -> line.matches(
                                        "import (java\\.|com\\.squareup\\.moshi\\.|okio\\.|retrofit2\\.|org\\.jspecify\\.|io\\.github\\.cphshare\\.generated\\.).*")));
    }

    @Test
    void no_line_ends_in_white_space() {
        Generation.files(COMPILED, ".java")
                .forEach((file, text) -> assertThat(text.lines()).as(file).noneMatch(line -> line.endsWith(" ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}] | Schema Bad: oneOf
                    anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}] | Schema Bad: anyOf
                    type: object, properties: {kind: {type: string}}, discriminator: {propertyName: kind} | Schema Bad: discriminator
                    type: object, properties: {free: {type: object}} | Schema Bad, property free: an object without properties
                    type: object, properties: {any: {}} | Schema Bad, property any: an object without properties
                    type: object, properties: {list: {type: array, items: {type: object}}} | Schema Bad, property list: an object without properties
                    type: object, properties: {map: {type: object, additionalProperties: {type: array, items: {}}}} | Schema Bad, property map: an object without properties
                    type: object, required: [id], properties: {id: {type: string, readOnly: true}} | Schema Bad, property id: required and readOnly or writeOnly
                    type: object, required: [pin], properties: {pin: {type: string, writeOnly: true}} | Schema Bad, property pin: required and readOnly or writeOnly
                    type: object, properties: {in: {type: object, properties: {x: {type: string}}}} | Schema Bad_in is an inline object
                    type: object, properties: {a: {type: string}}, additionalProperties: {type: string} | Schema Bad: named properties beside additionalProperties
                    type: object, properties: {n: {type: integer, multipleOf: 3}} | Schema Bad, property n: multipleOf
                    type: object, properties: {m: {type: object, maxProperties: 3, additionalProperties: {type: string}}} | Schema Bad, property m: minProperties and maxProperties
                    type: object, properties: {m: {type: object, maxProperties: 0, additionalProperties: {type: string}}} | Schema Bad, property m: minProperties and maxProperties
                    type: object, minProperties: 1, properties: {a: {type: string}} | Schema Bad: minProperties and maxProperties
                    type: object, properties: {a: {type: string, not: {enum: [a]}}} | Schema Bad, property a: not
                    type: object, not: {required: [a]}, properties: {a: {type: string}} | Schema Bad: not
                    type: object, properties: {n: {type: string, format: number}} | Schema Bad, property n: text of the format number
                    type: object, properties: {n: {type: array, items: {type: string, format: double}}} | Schema Bad, property n: text of the format double
                    type: object, properties: {a: {allOf: [{type: string, minLength: 1}, {type: string, maxLength: 3}]}} | Schema Bad, property a: allOf
                    allOf: [{type: string, minLength: 1}, {type: string, maxLength: 3}] | Schema Bad: allOf
                    type: object, properties: {a: {allOf: [{type: string}, {maxLength: 3}]}} | Schema Bad, property a: allOf is supported for objects only
                    type: object, properties: {a: {type: array, items: {allOf: [{type: integer}, {minimum: 1}]}}} | Schema Bad, property a: allOf is supported for objects only
                    allOf: [{type: string}, {maxLength: 3}] | Schema Bad: allOf is supported for objects only
                    type: object, properties: {n: {type: integer, minimum: 0.5}} | Schema Bad, property n: the minimum of an integer has to be a whole number
                    type: object, properties: {n: {type: integer, format: int64, maximum: -0.5}} | Schema Bad, property n: the maximum of an integer has to be a whole number
                    type: object, properties: {n: {type: array, items: {type: integer, minimum: 1.5}}} | Schema Bad, property n: the minimum of an integer has to be a whole number
                    type: object, enum: [{a: b}], properties: {a: {type: string}} | Schema Bad: an enum of objects or lists
                    type: object, properties: {a: {type: array, items: {type: string}, enum: [[a]]}} | Schema Bad_a: an enum of objects or lists
                    type: object, x-sensitive: true, properties: {a: {type: string}} | Schema Bad: x-sensitive is not supported for an object
                    type: boolean, enum: [true] | Schema Bad: an enum of booleans
                    type: object, properties: {p: {type: string, pattern: '^a*_/b$'}} | Schema Bad, property p: a pattern with *_/ or /_*
                    type: object, properties: {n: {type: array, items: {type: integer, multipleOf: 3}}} | Schema Bad, property n: multipleOf
                    type: object, properties: {'': {type: string}} | Schema Bad, property : no record can have it
                    type: string, format: date, enum: ['2024-05-06'] | Schema Bad: an enum of the format date
                    type: string, format: date-time, enum: ['2024-05-06T00:00:00Z'] | Schema Bad: an enum of the format date-time
                    type: object, properties: {a: {type: string, format: byte, enum: [YQ==]}} | Schema Bad_a: an enum of the format byte
                    type: object, properties: {hash_code: {type: string}} | Schema Bad, property hash_code: no record can have it as hashCode, so give it a name in nameMappings
                    type: object, properties: {a_b: {type: string}, aB: {type: string}} | Schema Bad, properties a_b and aB: one name in Java, so give another one in nameMappings
                    type: object, properties: {AB: {type: string}, a-b: {type: string}} | Schema Bad, properties AB and a-b: one name in Java
                    """)
    void a_schema_that_cannot_be_expressed_stops_the_build_and_is_named(String schema, String message)
            throws IOException {
        assertRefused(withRegion(document("{type: string}", "query", "Bad: {" + schema + "}")), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Limits", "Call", "Map", "Builder", "String", "Decimal", "UUID"})
    void a_schema_that_is_called_like_a_class_of_the_generated_code_stops_the_build(String name) throws IOException {
        assertRefused(
                document("{type: string}", "query", name + ": {type: object, properties: {a: {type: string}}}"),
                "Schema " + name + ": generated code uses a class of this name");
    }

    @ParameterizedTest
    @CsvSource({
        "RefusedApi, the interface of a tag has this name",
        "AConstraints, a class that is made of the schema A has this name",
        "AJsonAdapter, a class that is made of the schema A has this name"
    })
    void a_schema_that_is_called_like_what_is_made_of_a_tag_or_another_schema_stops_the_build(String name, String why)
            throws IOException {
        String document =
                document("{type: string}", "query", name + ": {type: object, properties: {a: {type: string}}}");
        assertRefused(withRegion(document), "Schema " + name + ": " + why);
    }

    @Test
    void an_entry_of_allOf_that_only_demands_a_property_is_kept() throws IOException {
        String document = document(
                "{type: string}", "query", "Strict: {allOf: [{$ref: '#/components/schemas/A'}, {required: [a]}]}");
        Path file = Files.writeString(output.resolve("accepted.yaml"), withRegion(document));

        assertThat(Generation.run(file, output.resolve("out")).get("constraint/StrictConstraints.java"))
                .contains("Limits<String> A = Limits.required(");
    }

    @Test
    void a_limit_of_an_integer_may_be_a_whole_number_with_a_point() throws IOException {
        String document = document(
                "{type: integer, minimum: 1.0}",
                "query",
                "Whole: {type: object, properties: {n: {type: integer, minimum: 0.0, maximum: 10.0}}}");
        Path file = Files.writeString(output.resolve("whole.yaml"), withRegion(document));

        Map<String, String> generated = Generation.run(file, output.resolve("out"));
        assertThat(generated.get("constraint/WholeConstraints.java"))
                .contains("Limits.atLeast(\"0\")", "Limits.atMost(\"10\")");
        assertThat(generated.get("constraint/RefusedApiConstraints.java")).contains("Limits.atLeast(\"1\")");
    }

    @Test
    void no_class_that_generated_code_imports_beside_a_schema_can_be_the_name_of_one() throws IOException {
        String settings = Files.readString(Generation.MODULE.resolve("src/main/templates/generator.yaml"));
        Generation.files(COMPILED, ".java").forEach((file, text) -> {
            if (text.contains("public static final class Builder") || text.contains("import torture.model.")) {
                assertThat(text.lines().filter(line -> line.matches("import (?!torture\\.model\\.).*")))
                        .as(file)
                        .allSatisfy(line -> assertThat(settings).contains(" " + line.replaceAll(".*\\.|;", "")));
            }
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    cookie | {type: string} | Operation get: cookies and forms
                    query | {type: object, additionalProperties: {type: string}} | Operation get, parameter p: objects
                    query | {$ref: '#/components/schemas/A'} | Operation get, parameter p: objects
                    header | {$ref: '#/components/schemas/A'} | Operation get, parameter p: objects
                    query | {allOf: [{$ref: '#/components/schemas/A'}], description: wrapped} | Operation get, parameter p: objects
                    query | {type: array, items: {$ref: '#/components/schemas/A'}} | Operation get, parameter p: objects
                    query | {} | Operation get, parameter p: objects
                    query | {type: string, format: number} | Operation get, parameter p: text of the format number
                    query | {type: integer, minimum: 0.5} | Operation get, parameter p: the minimum of an integer has to be a whole number
                    query | {allOf: [{type: string}, {maxLength: 3}]} | Operation get, parameter p: allOf is supported for objects only
                    query | {type: integer, multipleOf: 2} | Operation get, parameter p: multipleOf
                    query | {allOf: [{type: integer}], multipleOf: 2} | Operation get, parameter p: multipleOf
                    query | {type: array, items: {type: string}, enum: [[a]]} | Schema get_p_parameter: an enum of objects or lists
                    header | {type: array, items: {type: string}} | Operation get, parameter p: a list
                    query, style: pipeDelimited, explode: false | {type: array, items: {type: string}} | Operation get, parameter p: a list
                    query, explode: false | {type: array, items: {type: array, items: {type: string}}} | Operation get, parameter p: a list of lists
                    """)
    void a_parameter_that_retrofit_would_send_otherwise_stops_the_build(String in, String schema, String message)
            throws IOException {
        assertRefused(withRegion(document(schema, in, "C: {type: object, properties: {c: {type: string}}}")), message);
    }

    @Test
    void a_parameter_with_content_stops_the_build() throws IOException {
        String document = document("{type: string}", "query", "C: {type: object, properties: {c: {type: string}}}");
        assertRefused(
                document.replace("schema: {type: string}}]", "content: {application/json: {schema: {type: string}}}}]"),
                "Operation get, parameter p: content is not supported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"matrix", "label"})
    void a_path_with_another_style_stops_the_build(String style) throws IOException {
        String document = document("{type: string}", "path, required: true, style: " + style, "C: {type: string}");
        assertRefused(
                document.replace("/a:", "/a/{p}:"),
                "Operation get, parameter p: in a path, only the style simple is supported");
    }

    @Test
    void a_path_parameter_that_is_not_in_the_path_stops_the_build() throws IOException {
        assertRefused(
                document("{type: string}", "path, required: true", "C: {type: string}"),
                "Operation get, parameter p: the path has no {p}");
    }

    @Test
    void parameters_that_have_one_name_in_java_stop_the_build() throws IOException {
        String document = document("{type: string}", "query", "C: {type: string}");
        assertRefused(
                document.replace("[{name: p,", "[{name: p, in: header, schema: {type: string}}, {name: p,"),
                "Operation get, parameters p and p: one name in Java");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    operationId: toString | Operation toString: no interface can have it
                    operationId: get, servers: [{url: 'https://other.example.com'}] | Operation get: servers of its own
                    operationId: get, responses: {'200': {description: A., content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}, '202': {description: B., content: {application/json: {schema: {$ref: '#/components/schemas/B'}}}}} | Operation get: answers of several types
                    """)
    void an_operation_that_no_method_can_stand_for_stops_the_build(String operation, String message)
            throws IOException {
        String document = document("{type: string}", "query", "C: {type: string}");
        String responses = operation.contains("responses") ? "" : ", responses: {'204': {description: Nothing.}}";
        assertRefused(
                document.replace("  /a:\n", "  /b:\n    get: {tags: [Refused], " + operation + responses + "}\n  /a:\n")
                        .replace("operationId: get\n", "operationId: other\n"),
                message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"project.id", "1a", "_a", "a$b", "proxy+"})
    void a_name_that_retrofit_does_not_take_in_a_path_stops_the_build_and_is_named_whole(String name)
            throws IOException {
        String document = document("{type: string}", "path, required: true", "C: {type: string}");
        assertRefused(
                document.replace("/a:", "/a/{" + name + "}:").replace("name: p,", "name: " + name + ","),
                "Operation get, parameter " + name + ": in a path, a name is letters, digits, _ and - after a letter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{$ref: '#/components/schemas/E'}",
                "{allOf: [{$ref: '#/components/schemas/E'}], description: wrapped}",
                "{type: array, items: {$ref: '#/components/schemas/E'}}",
                "{allOf: [{$ref: '#/components/schemas/T'}], description: wrapped}"
            })
    void an_enum_or_a_named_text_is_no_object(String schema) throws IOException {
        String schemas = "E: {type: string, enum: [a]}\n    T: {type: string}";
        String document = document(schema, "query", schemas)
                .replace(
                        "[{url: https://example.com}]",
                        "[{url: 'https://{region}.a', variables: {region: {default: x, enum: [x]}}}]");
        Path file = Files.writeString(output.resolve("taken.yaml"), document);

        assertThat(Generation.run(file, output.resolve("out"))).containsKey("api/RefusedApi.java");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    get | text/plain | {type: string} | | Operation get: media type text/plain
                    get | application/xml | {$ref: '#/components/schemas/A'} | | Operation get: media type application/xml
                    get | '*/*' | {$ref: '#/components/schemas/A'} | | Operation get: media type */*
                    get | application/json | {type: object} | | Operation get, answer: an object without properties
                    get | application/json | {type: array, items: {type: object}} | | Operation get, answer: an object without properties
                    post | application/json | {type: string} | text/plain: {schema: {type: string}} | Operation get: media type text/plain
                    post | application/json | {type: string} | application/octet-stream: {schema: {type: string, format: binary}} | Operation get: media type application/octet-stream
                    post | application/json | {type: string} | application/merge-patch+json: {schema: {$ref: '#/components/schemas/A'}} | Operation get: media type application/merge-patch+json
                    post | application/json | {type: string} | application/vnd.a+json: {schema: {$ref: '#/components/schemas/A'}} | Operation get: media type application/vnd.a+json is
                    post | application/json | {type: string} | application/json: {schema: {type: object}} | Operation get, body: an object without properties
                    delete | application/json | {type: string} | application/json: {schema: {$ref: '#/components/schemas/A'}} | Operation get: a body is not supported with DELETE
                    get | application/json | {type: string} | application/json: {schema: {$ref: '#/components/schemas/A'}} | Operation get: a body is not supported with GET
                    head | application/json | {type: string} | application/json: {schema: {$ref: '#/components/schemas/A'}} | Operation get: a body is not supported with HEAD
                    post | application/json | {type: string} | application/json: {} | Operation get, body: no schema
                    post | application/json | {type: string} | application/json: {schema: {type: integer, multipleOf: 2}} | Operation get, body: multipleOf
                    trace | application/json | {type: string} | | Operation get: TRACE
                    """)
    void a_body_or_an_answer_that_cannot_be_sent_or_read_stops_the_build(
            String method, String produces, String answer, @Nullable String body, String message) throws IOException {
        String document = document("{type: string}", "query", "C: {type: object, properties: {c: {type: string}}}")
                .replace("    get:\n", "    " + method + ":\n")
                .replace(
                        "'204': {description: Nothing.}",
                        "'200': {description: It., content: {'" + produces + "': {schema: " + answer + "}}}");
        String request = "summary: Get\n" + (body == null ? "" : "      requestBody: {content: {" + body + "}}\n");
        assertRefused(document.replace("summary: Get\n", request), message);
    }

    @Test
    void an_answer_without_a_schema_stops_the_build() throws IOException {
        assertRefused(
                document("{type: string}", "query", "C: {type: string}")
                        .replace("{description: Nothing.}", "{description: Any., content: {application/json: {}}}"),
                "Operation get, answer: no schema");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    getUser | user_id, schema: {type: string} | get | user_user_id, schema: {type: integer} | Operation getUser, parameter user_id: GET_USER_USER_ID
                    getUser | id, schema: {type: string} | getUserId | other, schema: {type: string} | Operation getUserId: getUserId is the name of another check
                    get | page, schema: {type: integer, maximum: 3} | getPage | maximum, schema: {type: string} | Operation getPage, parameter maximum: GET_PAGE_MAXIMUM
                    get | ids, schema: {type: array, maxItems: 3, items: {type: string}} | getIds | max_items, schema: {type: string} | Operation getIds, parameter max_items: GET_IDS_MAX_ITEMS
                    get | id, schema: {type: string} | getId | a, schema: {type: string}}, {in: query, name: b, schema: {type: string} | -
                    """)
    void parameters_whose_checks_have_one_name_in_java_stop_the_build(
            String operation, String parameter, String other, String otherParameter, String message)
            throws IOException {
        String document = document("{type: string}", "query", "C: {type: string}")
                .replace("operationId: get\n", "operationId: " + operation + "\n")
                .replace("{name: p, in: query, schema: {type: string}}", "{in: query, name: " + parameter + "}");
        String operations =
                "  /b:\n    get: {tags: [Refused], operationId: " + other + ", parameters: [{in: query, name: "
                        + otherParameter + "}], responses: {'204': {description: Nothing.}}}\n  /a:\n";
        document = withRegion(document.replace("  /a:\n", operations));
        if (message.equals("-")) {
            Path file = Files.writeString(output.resolve("taken.yaml"), document);
            assertThat(Generation.run(file, output.resolve("out")))
                    .containsKey("constraint/RefusedApiConstraints.java");
        } else {
            assertRefused(document, message);
        }
    }

    @Test
    void a_parameter_beside_a_body_is_not_called_body() throws IOException {
        assertRefused(
                withRegion(document("{type: string}", "query", "C: {type: string}"))
                        .replace("    get:\n", "    post:\n")
                        .replace("name: p,", "name: body,")
                        .replace(
                                "summary: Get\n",
                                "summary: Get\n      requestBody: {content: {application/json: {schema: {type: integer}}}}\n"),
                "Operation get, body: GET_BODY");
    }

    @Test
    void a_record_has_no_more_properties_than_java_takes() throws IOException {
        String properties = IntStream.rangeClosed(1, 255)
                .mapToObj(i -> "p" + i + ": {type: string}")
                .collect(Collectors.joining(", "));
        String document = withRegion(
                document("{type: string}", "query", "Big: {type: object, properties: {" + properties + "}}"));
        assertRefused(document, "Schema Big: more than 254 properties");

        Path file = Files.writeString(output.resolve("taken.yaml"), document.replace(", p255: {type: string}", ""));
        assertThat(Generation.run(file, output.resolve("taken"))).containsKey("model/Big.java");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{url: https://example.com}]",
                "[{url: 'https://{region}.a', variables: {region: {default: x}}}, {url: https://b}]"
            })
    void servers_that_are_not_one_with_regions_stop_the_build(String servers) throws IOException {
        String document = document("{type: string}", "query", "C: {type: object, properties: {c: {type: string}}}");
        assertRefused(
                document.replace("[{url: https://example.com}]", servers),
                "servers: one server with the variable region");
    }

    private static String withRegion(String document) {
        return document.replace(
                "[{url: https://example.com}]",
                "[{url: 'https://{region}.example.com', variables: {region: {default: a, enum: [a]}}}]");
    }

    private void assertRefused(String document, String message) throws IOException {
        Path file = Files.writeString(output.resolve("refused.yaml"), document);
        assertThatThrownBy(() -> Generation.run(file, output.resolve("out"))).hasStackTraceContaining(message);
    }

    private static String document(String parameter, String in, String schema) {
        return """
                openapi: 3.0.3
                info: {title: Refused, version: 1.0.0}
                servers: [{url: https://example.com}]
                paths:
                  /a:
                    get:
                      tags: [Refused]
                      operationId: get
                      summary: Get
                      parameters: [{name: p, in: %s, schema: %s}]
                      responses: {'204': {description: Nothing.}}
                components:
                  schemas:
                    A: {type: object, properties: {a: {type: string}}}
                    B: {type: object, properties: {b: {type: string}}}
                    %s
                """.formatted(in, parameter, schema);
    }
}
