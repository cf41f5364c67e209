package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.oas.OpenApi30;
import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/** The schemas of one OpenAPI document, compiled where they are needed. */
final class Schemas {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.builder()
            .defaultMetaSchemaIri(OpenApi30.getInstance().getIri())
            .metaSchema(OpenApi30.getInstance())
            .build();
    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .regularExpressionFactory(Schemas::expression)
            .build();

    private final JsonNode document;

    Schemas(JsonNode document) {
        this.document = document;
    }

    /** The node itself, or what its {@code $ref} inside this document points at. */
    JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    /** The schema with the document's components beside it, which its references point at. */
    Lazy<JsonSchema> compiled(JsonNode schema) {
        return new Lazy<>(() -> {
            ObjectNode root = Json.object();
            root.putArray("allOf").add(schema);
            root.set("components", document.path("components"));
            return FACTORY.getSchema(root, CONFIG);
        });
    }

    /** A pattern of a schema ends at the end of the text (ECMA 262); Java's {@code $} lets a newline follow. */
    private static RegularExpression expression(String regex) {
        boolean anchored = regex.endsWith("$") && !regex.endsWith("\\$");
        Pattern pattern = Pattern.compile(anchored ? regex.substring(0, regex.length() - 1) + "\\z" : regex);
        return value -> pattern.matcher(value).find();
    }
}
