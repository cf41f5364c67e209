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
 * is not known is refused, and so is a value of another type: a misspelt one would make a test pass for the wrong reason.
 */
final class Setup {
    /** Two blocks of zeros: a tar that a push takes, though its jobs fail since there is nothing in it. */
    private static final byte[] EMPTY_ARCHIVE = new byte[1024];

    private static final Set<String> NAMES =
            Set.of("name", "servers", "objects", "faults", "expired_token", "job_seconds");
    private static final Set<String> OBJECT = Set.of("bucket", "key", "base64");
    private static final Set<String> SERVER = Set.of(
            "id", "shared_storage", "state", "refusing", "failing_jobs", "endless_jobs", "odd_jobs", "vanishing_jobs");
    private static final Set<String> REASON = Set.of("code", "message");
    private static final Set<String> ANSWERING_FAULT = Set.of(
            "operation", "every", "delay_seconds", "status", "code", "message", "content_type", "body", "headers");

    private static final Set<String> BREAKING_FAULT = Set.of("operation", "every", "delay_seconds", "connection");
    private static final Set<String> LATE_FAULT = Set.of("operation", "every", "delay_seconds", "headers");

    private final JsonNode asked;
    private final String name;

    /** @throws IllegalArgumentException if it holds a name that is not known, or is called by anything but a string */
    Setup(JsonNode asked) {
        this.asked = known(asked, "the set-up", NAMES);
        this.name = asked.has("name") ? text(asked, "name") : "";
    }

    /** What the caller calls it; empty unless given. */
    String name() {
        return name;
    }

    /** @throws IllegalArgumentException if something in it cannot be */
    CphSimulator start(Clock clock) {
        CphSimulator.Builder builder = SampleWorld.builder()
                .clock(clock)
                .jobDuration(Duration.ofSeconds(wholeNumber(asked, "job_seconds", 0)));
        list(asked, "servers").forEach(each -> builder.server(server(known(each, "a server", SERVER))));
        list(asked, "objects").forEach(each -> {
            JsonNode object = known(each, "an object", OBJECT);
            byte[] content = object.has("base64") ? content(text(object, "base64")) : EMPTY_ARCHIVE;
            builder.object(text(object, "bucket"), text(object, "key"), content);
        });
        List<Fault> next = new ArrayList<>();
        List<Fault> always = new ArrayList<>();
        list(asked, "faults").forEach(each -> (isForEach(each) ? always : next).add(fault(each)));
        boolean expired = flag(asked, "expired_token", false);
        CphSimulator simulator = builder.start();
        try {
            simulator.faults().next(next.toArray(Fault[]::new));
            always.forEach(simulator.faults()::always);
        } catch (IllegalArgumentException e) {
            simulator.close();
            throw e;
        }
        if (expired) {
            simulator.expireTokens();
        }
        return simulator;
    }

    private static SimulatedServer server(JsonNode asked) {
        String id = text(asked, "id");
        SimulatedServer server = flag(asked, "shared_storage", true)
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
        if (asked.has("state")) {
            server = server.status(wholeNumber(asked, "state", 0));
        }
        if (asked.has("odd_jobs")) {
            server = server.oddJobs(wholeNumber(asked, "odd_jobs", 0));
        }
        if (flag(asked, "vanishing_jobs", false)) {
            server = server.vanishingJobs();
        }
        return flag(asked, "endless_jobs", false) ? server.endlessJobs() : server;
    }

    private static boolean isForEach(JsonNode asked) {
        return asked.isObject() && flag(asked, "every", false);
    }

    private static Fault fault(JsonNode asked) {
        Fault fault;
        if (asked.has("connection")) {
            fault = broken(known(asked, "a fault that breaks the connection", BREAKING_FAULT));
        } else if (asked.has("status")) {
            fault = answer(known(asked, "a fault", ANSWERING_FAULT));
        } else if (asked.has("delay_seconds")) {
            known(asked, "a fault that is only late", LATE_FAULT);
            fault = Fault.delay(Duration.ZERO);
        } else {
            known(asked, "a fault", ANSWERING_FAULT);
            throw new IllegalArgumentException("a fault needs a status, a connection or delay_seconds");
        }
        JsonNode headers = asked.path("headers");
        if (!headers.isMissingNode() && !headers.isObject()) {
            throw new IllegalArgumentException("headers has to be a JSON object");
        }
        for (var header : headers.properties()) {
            fault = fault.header(header.getKey(), text(headers, header.getKey()));
        }
        fault = fault.after(Duration.ofSeconds(wholeNumber(asked, "delay_seconds", 0)));
        return asked.has("operation") ? fault.on(text(asked, "operation")) : fault;
    }

    private static Fault broken(JsonNode asked) {
        String connection = text(asked, "connection");
        return switch (connection) {
            case "close_before_reading" -> Fault.closeBeforeReading();
            case "close_after_reading" -> Fault.closeAfterReading();
            case "lose_answer" -> Fault.loseAnswer();
            case "truncate_answer" -> Fault.truncateAnswer();
            default -> throw new IllegalArgumentException("there is no connection " + connection);
        };
    }

    /** A whole answer where there is a body, else the catalogue's error, else the contract's example for the status. */
    private static Fault answer(JsonNode asked) {
        int status = wholeNumber(asked, "status", 0);
        if (asked.has("body")) {
            return Fault.answer(
                    status,
                    asked.has("content_type") ? text(asked, "content_type") : "application/json",
                    text(asked, "body"));
        }
        if (asked.has("message")) {
            return Fault.error(status, text(asked, "code"), text(asked, "message"));
        }
        return asked.has("code") ? Fault.error(status, text(asked, "code")) : Fault.status(status);
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

    private static byte[] content(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("base64 has to be base64: " + e.getMessage(), e);
        }
    }

    private static JsonNode list(JsonNode asked, String name) {
        JsonNode value = asked.path(name);
        if (!value.isMissingNode() && !value.isArray()) {
            throw new IllegalArgumentException(name + " has to be a list");
        }
        return value;
    }

    private static boolean flag(JsonNode asked, String name, boolean otherwise) {
        JsonNode value = asked.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new IllegalArgumentException(name + " has to be true or false");
        }
        return value.asBoolean(otherwise);
    }

    /** Also where a language that knows no other numbers writes {@code 60.0}. */
    static int wholeNumber(JsonNode asked, String name, int otherwise) {
        JsonNode value = asked.path(name);
        boolean whole = value.canConvertToExactIntegral() && value.canConvertToInt() && value.intValue() >= 0;
        if (!value.isMissingNode() && !whole) {
            throw new IllegalArgumentException(name + " has to be a whole number from 0 on");
        }
        return value.asInt(otherwise);
    }

    private static String text(JsonNode asked, String name) {
        JsonNode value = asked.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " has to be there, and be a string");
        }
        return value.asText();
    }
}
