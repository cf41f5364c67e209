package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Simulators by HTTP, for tests in other languages: each test asks for one of its own, so none sees what another did.
 * On an address of its own, so that it never mixes with what is simulated; loopback only.
 *
 * <ul>
 *   <li>{@code POST /simulators} with a {@link Setup} (or nothing): starts one; 201 with {@code id}, {@code name},
 *       {@code endpoint}, {@code project_id} and {@code token}.
 *   <li>{@code GET /simulators}: all of them, each with its {@code journal}. It holds tokens.
 *   <li>{@code POST /simulators/{id}/clock} with {@code {"seconds": N}}: puts its clock forward.
 * </ul>
 *
 * Thread-safe.
 */
final class SimulatorControl implements AutoCloseable {
    private static final String ALL = "/simulators";
    private static final Pattern CLOCK = Pattern.compile("/simulators/([0-9]{1,9})/clock");

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Running> simulators = new ArrayList<>();

    /** @throws UncheckedIOException if the port cannot be listened on */
    SimulatorControl(int port) {
        http = CphSimulator.listen(port);
        HttpHandler handler = this::handle;
        http.createContext("/", handler);
        http.setExecutor(threads);
        http.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    @Override
    public synchronized void close() {
        http.stop(0);
        threads.shutdownNow();
        simulators.forEach(running -> running.simulator().close());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestBody().readAllBytes());
            } catch (IllegalArgumentException e) {
                answer = Answer.json(400, Json.object().put("error", e.getMessage()));
            }
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private Answer answer(String method, String path, byte[] body) {
        Matcher clock = CLOCK.matcher(path);
        if (path.equals(ALL) && method.equals("POST")) {
            return Answer.json(201, start(new Setup(json(body))).described());
        }
        if (path.equals(ALL) && method.equals("GET")) {
            return Answer.json(200, described());
        }
        if (clock.matches() && method.equals("POST")) {
            JsonNode seconds = json(body).path("seconds");
            Running running = running(Integer.parseInt(clock.group(1)));
            if (!seconds.isIntegralNumber()) {
                throw new IllegalArgumentException("seconds has to be there, and be a whole number");
            }
            running.clock().forward(Duration.ofSeconds(seconds.asLong()));
            return Answer.json(200, running.described());
        }
        return Answer.json(404, Json.object().put("error", "there is no " + method + " " + path));
    }

    private synchronized Running start(Setup setup) {
        ControlledClock clock = new ControlledClock(Clock.systemUTC());
        Running running = new Running(simulators.size(), setup.name(), setup.start(clock), clock);
        simulators.add(running);
        return running;
    }

    private synchronized Running running(int id) {
        if (id >= simulators.size()) {
            throw new IllegalArgumentException("there is no simulator " + id);
        }
        return simulators.get(id);
    }

    private synchronized JsonNode described() {
        ObjectNode all = Json.object();
        ArrayNode each = all.putArray("simulators");
        simulators.forEach(running -> {
            ObjectNode described = running.described();
            ArrayNode journal = described.putArray("journal");
            running.simulator().journal().forEach(request -> journal.add(described(request)));
            each.add(described);
        });
        return all;
    }

    private static ObjectNode described(RecordedRequest request) {
        ObjectNode described = Json.object()
                .put("method", request.method())
                .put("path", request.path())
                .put("query", request.query())
                .put("body", request.bodyText());
        request.operation().ifPresent(operation -> described.put("operation", operation));
        request.status().ifPresent(status -> described.put("status", status));
        ObjectNode headers = described.putObject("headers");
        request.headerNames().forEach(name -> {
            ArrayNode values = headers.putArray(name);
            request.header(name).forEach(values::add);
        });
        ArrayNode problems = described.putArray("problems");
        request.problems().forEach(problems::add);
        return described;
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode json = Json.parse(body);
            return json.isMissingNode() ? Json.object() : json;
        } catch (IOException e) {
            throw new IllegalArgumentException("the body is not JSON: " + e.getMessage(), e);
        }
    }

    private record Running(int id, String name, CphSimulator simulator, ControlledClock clock) {
        ObjectNode described() {
            return Json.object()
                    .put("id", id)
                    .put("name", name)
                    .put("endpoint", simulator.endpoint().toString())
                    .put("project_id", simulator.projectId())
                    .put("token", simulator.token());
        }
    }
}
