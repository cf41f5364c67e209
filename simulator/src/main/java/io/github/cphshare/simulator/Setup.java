package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A simulator as a caller in another language asks for it: {@link SampleWorld}, and what is to be different. A name that
 * is not known is refused, since a misspelt one would make a test pass for the wrong reason.
 */
final class Setup {
    /** Two blocks of zeros: a tar that a push takes, though its jobs fail since there is nothing in it. */
    private static final byte[] EMPTY_ARCHIVE = new byte[1024];

    private static final Set<String> NAMES =
            Set.of("name", "servers", "objects", "faults", "expired_token", "job_seconds");
    private static final Set<String> OBJECT = Set.of("bucket", "key", "base64");
    private static final Set<String> SERVER =
            Set.of("id", "shared_storage", "refusing", "failing_jobs", "endless_jobs");
    private static final Set<String> REASON = Set.of("code", "message");
    private static final Set<String> FAULT =
            Set.of("operation", "status", "code", "message", "content_type", "body", "headers");

    private final JsonNode asked;

    /** @throws IllegalArgumentException if it holds a name that is not known */
    Setup(JsonNode asked) {
        this.asked = known(asked, "the set-up", NAMES);
    }

    /** What the caller calls it; empty unless given. */
    String name() {
        return asked.path("name").asText();
    }

    /** @throws IllegalArgumentException if something in it cannot be */
    CphSimulator start(Clock clock) {
        CphSimulator.Builder builder = SampleWorld.builder()
                .clock(clock)
                .jobDuration(Duration.ofSeconds(asked.path("job_seconds").asLong()));
        asked.path("servers").forEach(each -> builder.server(server(known(each, "a server", SERVER))));
        asked.path("objects").forEach(each -> {
            JsonNode object = known(each, "an object", OBJECT);
            byte[] content = object.has("base64") ? Base64.getDecoder().decode(text(object, "base64")) : EMPTY_ARCHIVE;
            builder.object(text(object, "bucket"), text(object, "key"), content);
        });
        List<Fault> faults = new ArrayList<>();
        asked.path("faults").forEach(each -> faults.add(fault(known(each, "a fault", FAULT))));
        CphSimulator simulator = builder.start();
        try {
            simulator.faults().next(faults.toArray(Fault[]::new));
        } catch (IllegalArgumentException e) {
            simulator.close();
            throw e;
        }
        if (asked.path("expired_token").asBoolean()) {
            simulator.expireTokens();
        }
        return simulator;
    }

    private static SimulatedServer server(JsonNode asked) {
        String id = text(asked, "id");
        SimulatedServer server = asked.path("shared_storage").asBoolean(true)
                ? SimulatedServer.withSharedStorage(id)
                : SimulatedServer.withoutSharedStorage(id);
        if (asked.has("refusing")) {
            JsonNode reason = known(asked.path("refusing"), "a reason", REASON);
            server = server.refusing(text(reason, "code"), text(reason, "message"));
        }
        if (asked.has("failing_jobs")) {
            JsonNode reason = known(asked.path("failing_jobs"), "a reason", REASON);
            server = server.failingJobs(text(reason, "code"), text(reason, "message"));
        }
        return asked.path("endless_jobs").asBoolean() ? server.endlessJobs() : server;
    }

    /** A whole answer where there is a body, else the catalogue's error, else the contract's example for the status. */
    private static Fault fault(JsonNode asked) {
        int status = asked.path("status").asInt();
        Fault fault;
        if (asked.has("body")) {
            fault = Fault.answer(status, asked.path("content_type").asText("application/json"), text(asked, "body"));
        } else if (asked.has("message")) {
            fault = Fault.error(status, text(asked, "code"), text(asked, "message"));
        } else if (asked.has("code")) {
            fault = Fault.error(status, text(asked, "code"));
        } else {
            fault = Fault.status(status);
        }
        for (var header : asked.path("headers").properties()) {
            fault = fault.header(header.getKey(), header.getValue().asText());
        }
        return asked.has("operation") ? fault.on(text(asked, "operation")) : fault;
    }

    private static JsonNode known(JsonNode asked, String what, Set<String> names) {
        if (!asked.isObject()) {
            throw new IllegalArgumentException(what + " has to be a JSON object");
        }
        Optional<String> unknown = asked.properties().stream()
                .map(field -> field.getKey())
                .filter(name -> !names.contains(name))
                .findFirst();
        if (unknown.isPresent()) {
            throw new IllegalArgumentException(what + " has no " + unknown.get());
        }
        return asked;
    }

    private static String text(JsonNode asked, String name) {
        JsonNode value = asked.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " has to be there, and be a string");
        }
        return value.asText();
    }
}
