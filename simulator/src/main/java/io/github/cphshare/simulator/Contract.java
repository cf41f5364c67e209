package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The operations of the contract, read from the documents of {@code cph-share-api-spec}. Immutable. */
final class Contract {
    private static final Lazy<Contract> SHARED = new Lazy<>(Contract::load);

    private final List<Operation> operations;

    private Contract(List<Operation> operations) {
        this.operations = List.copyOf(operations);
    }

    /** The contract does not change while a program runs, so it is read once, however many simulators start. */
    static Contract shared() {
        return SHARED.get();
    }

    private static Contract load() {
        List<Operation> operations = new ArrayList<>();
        for (String name : List.of("cph-share.yaml", "iam-token.yaml")) {
            JsonNode document = Json.contractDocument(name);
            Schemas schemas = new Schemas(document);
            document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                    .filter(member -> member.getValue().has("operationId"))
                    .forEach(member -> operations.add(new Operation(
                            schemas, path.getKey(), member.getKey(), path.getValue(), member.getValue()))));
        }
        return new Contract(operations);
    }

    Operation operation(String id) {
        return operations.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the contract has no operation " + id));
    }
}
