package io.github.cphshare.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.contract.Contract.Operation;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is to arrive, and the call that is to make it so.
 *
 * @param operation whom it is for
 * @param pathParameters those beside the project, not encoded
 * @param query the query, not encoded
 * @param body the body; empty where there is none
 * @param call what the client is asked for
 */
record Sent(
        Operation operation,
        Map<String, String> pathParameters,
        Map<String, String> query,
        Optional<JsonNode> body,
        Function<CphShareClient, ?> call) {
    Sent {
        // In one order, so that the pact is the same each time.
        query = new TreeMap<>(query);
    }
}
