package io.github.cphshare.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.fge.jsonpatch.JsonPatch;
import com.github.fge.jsonpatch.JsonPatchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One edit of the contract, of which it is known whether it breaks those who use it ({@code mutations.yaml}). */
record Mutation(Map<String, Object> row) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Read once, since each mutation starts from one. */
    private static final Map<String, Document> CONTRACTS =
            CompatibilityGate.DOCUMENTS.stream().collect(Collectors.toMap(Function.identity(), Document::load));

    static List<Mutation> all() {
        return Document.<Map<String, Object>>list(
                        Document.yaml(Document.MODULE.resolve("src/test/resources/mutations.yaml")))
                .stream()
                .map(Mutation::new)
                .toList();
    }

    boolean isBreaking() {
        return (Boolean) row.get("breaking");
    }

    /** The contract, as it is compared with: edited too, where the mutation needs what the contract does not have. */
    Document older() {
        Document document = CONTRACTS.get((String) row.getOrDefault("document", "cph-share.yaml"));
        return row.containsKey("before") ? edited(document, row.get("before")) : document;
    }

    Document newer() {
        return edited(older(), Objects.requireNonNull(row.get("edits")));
    }

    static Document edited(Document document, Object edits) {
        try {
            JsonNode node = JsonPatch.fromJson(JSON.valueToTree(edits)).apply(JSON.valueToTree(document.root()));
            return new Document(document.name(), Document.map(JSON.convertValue(node, Map.class)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonPatchException e) {
            throw new IllegalArgumentException("an edit of what is not there: " + edits, e);
        }
    }

    @Override
    public String toString() {
        return (String) row.get("name");
    }
}
