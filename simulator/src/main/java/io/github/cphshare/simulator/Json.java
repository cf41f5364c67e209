package io.github.cphshare.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * JSON in and out, and the YAML documents of the contract as JSON trees. It works on Jackson's streams, without an
 * {@code ObjectMapper}: loading that class takes a third of a second, more than all the rest of the start-up.
 */
final class Json {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Strict: a name that comes twice is malformed, not a matter of which one wins. */
    private static final JsonFactory STREAMS = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    /** A missing node where there is nothing to read. JSON on a wire is UTF-8 without a mark (RFC 8259, section 8.1). */
    static JsonNode parse(byte[] json) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(json))
                .toString();
        if (text.startsWith("\uFEFF")) {
            throw new IOException("there is a byte order mark");
        }
        try (JsonParser parser = STREAMS.createParser(text)) {
            if (parser.nextToken() == null) {
                return MissingNode.getInstance();
            }
            JsonNode node = read(parser);
            if (parser.nextToken() != null) {
                throw new IOException("something follows the JSON document");
            }
            return node;
        }
    }

    private static JsonNode read(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                ObjectNode object = NODES.objectNode();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.set(name, read(parser));
                }
                return object;
            }
            case START_ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(read(parser));
                }
                return array;
            }
            case VALUE_STRING -> {
                return NODES.textNode(parser.getText());
            }
            case VALUE_NUMBER_INT -> {
                return NODES.numberNode(parser.getBigIntegerValue());
            }
            case VALUE_NUMBER_FLOAT -> {
                return NODES.numberNode(parser.getDoubleValue());
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return NODES.booleanNode(parser.getBooleanValue());
            }
            case VALUE_NULL -> {
                return NODES.nullNode();
            }
            default -> throw new IOException("unexpected " + parser.currentToken());
        }
    }

    static byte[] bytes(JsonNode json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = STREAMS.createGenerator(out)) {
            write(generator, json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator generator, JsonNode json) throws IOException {
        switch (json.getNodeType()) {
            case OBJECT -> {
                generator.writeStartObject();
                for (Map.Entry<String, JsonNode> member : json.properties()) {
                    generator.writeFieldName(member.getKey());
                    write(generator, member.getValue());
                }
                generator.writeEndObject();
            }
            case ARRAY -> {
                generator.writeStartArray();
                for (JsonNode item : json) {
                    write(generator, item);
                }
                generator.writeEndArray();
            }
            case STRING -> generator.writeString(json.textValue());
            case NUMBER -> generator.writeNumber(json.decimalValue());
            case BOOLEAN -> generator.writeBoolean(json.booleanValue());
            case NULL -> generator.writeNull();
            default -> throw new IllegalArgumentException("not JSON: " + json.getNodeType());
        }
    }

    /** A document of the {@code cph-share-api-spec} jar. */
    static JsonNode contractDocument(String name) {
        String resource = "/META-INF/openapi/" + name;
        try (InputStream in = Json.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path: cph-share-api-spec is missing");
            }
            return tree(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static JsonNode tree(@Nullable Object yaml) {
        if (yaml instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((name, value) -> object.set(String.valueOf(name), tree(value)));
            return object;
        }
        if (yaml instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode();
            list.forEach(item -> array.add(tree(item)));
            return array;
        }
        if (yaml instanceof String text) {
            return NODES.textNode(text);
        }
        if (yaml instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (yaml instanceof Integer number) {
            return NODES.numberNode(number);
        }
        if (yaml instanceof Long number) {
            return NODES.numberNode(number);
        }
        if (yaml instanceof Double number) {
            return NODES.numberNode(number);
        }
        if (yaml == null) {
            return NODES.nullNode();
        }
        throw new IllegalStateException("a " + yaml.getClass().getSimpleName() + " in the contract: quote " + yaml);
    }
}
