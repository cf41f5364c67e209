package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.Keyword;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.oas.OpenApi30;
import com.networknt.schema.regex.RegularExpression;
import java.util.Locale;
import java.util.regex.Pattern;

/** The schemas of one OpenAPI document, compiled where they are needed. */
final class Schemas {
    private static final String COMPONENTS = "components";

    private static final JsonMetaSchema DIALECT = JsonMetaSchema.builder(OpenApi30.getInstance())
            .unknownKeywordFactory(Schemas::annotation)
            .build();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.builder()
            .defaultMetaSchemaIri(DIALECT.getIri())
            .metaSchema(DIALECT)
            .build();
    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ENGLISH)
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
            root.set(COMPONENTS, document.path(COMPONENTS));
            return FACTORY.getSchema(root, CONFIG);
        });
    }

    /** Extensions say nothing that could be validated. Any other unknown keyword is a slip, and would check nothing. */
    private static Keyword annotation(String name, ValidationContext context) {
        if (!name.startsWith("x-") && !name.equals(COMPONENTS)) {
            throw new IllegalStateException("the contract has a keyword that OpenAPI 3.0 has not: " + name);
        }
        return new NonValidationKeyword(name);
    }

    /** A pattern of a schema ends at the end of the text (ECMA 262); Java's {@code $} lets a newline follow. */
    private static RegularExpression expression(String regex) {
        boolean anchored = regex.endsWith("$") && !regex.endsWith("\\$");
        Pattern pattern = Pattern.compile(anchored ? regex.substring(0, regex.length() - 1) + "\\z" : regex);
        return value -> pattern.matcher(value).find();
    }
}
