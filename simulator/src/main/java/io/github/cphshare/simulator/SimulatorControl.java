package io.github.cphshare.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Simulators by HTTP, for tests in other languages: each test asks for one of its own, so none sees what another did.
 * On an address of its own, so that it never mixes with what is simulated; loopback only, and not for pages in a browser.
 *
 * <ul>
 *   <li>{@code POST /simulators} with a {@link Setup} (or nothing): starts one; 201 with {@code id}, {@code name},
 *       {@code endpoint}, {@code project_id}, {@code token}, {@code access_key} and {@code secret_key}.
 *   <li>{@code GET /simulators}: all of them, each with its {@code journal}. It holds tokens.
 *   <li>{@code POST /simulators/{id}/clock} with {@code {"seconds": N}}: puts its clock forward.
 *   <li>{@code DELETE /simulators/{id}}: ends it, and forgets its journal; 204. The others keep their ids.
 * </ul>
 *
 * Thread-safe.
 */
final class SimulatorControl implements AutoCloseable {
    private static final String ALL = "/simulators";
    private static final Pattern ONE = Pattern.compile("/simulators/([0-9]{1,9})");
    private static final Pattern CLOCK = Pattern.compile(ONE + "/clock");
    private static final Pattern THIS_MACHINE = Pattern.compile("(?i)(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]*)?");
    private static final System.Logger LOG = System.getLogger(SimulatorControl.class.getName());

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<Integer, Running> simulators = new TreeMap<>();
    private int started;

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
        simulators.values().forEach(running -> running.simulator().close());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = isFromATest(exchange.getRequestHeaders())
                        ? answer(
                                exchange.getRequestMethod(),
                                exchange.getRequestURI().getPath(),
                                exchange.getRequestBody().readAllBytes())
                        : error(403, "only tests on this machine are served, and no pages in a browser");
            } catch (IllegalArgumentException e) {
                answer = error(400, e.getMessage());
            } catch (RuntimeException e) {
                // A mistake of its own must not look like a lost connection.
                LOG.log(System.Logger.Level.ERROR, "Failed at " + exchange.getRequestURI(), e);
                answer = error(
                        500, "the simulator itself failed: " + e.getClass().getName());
            }
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            int length = answer.body().length;
            exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
            if (length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    /** Loopback is open to each page in a browser: it says where it is from, or goes by a name that was led here. */
    private static boolean isFromATest(Headers headers) {
        String host = headers.getFirst("Host");
        return !headers.containsKey("Origin")
                && host != null
                && THIS_MACHINE.matcher(host).matches();
    }

    private Answer answer(String method, String path, byte[] body) {
        Matcher clock = CLOCK.matcher(path);
        Matcher one = ONE.matcher(path);
        if (path.equals(ALL) && method.equals("POST")) {
            return Answer.json(201, start(new Setup(json(body))).described());
        }
        if (path.equals(ALL) && method.equals("GET")) {
            return Answer.json(200, described());
        }
        if (clock.matches() && method.equals("POST")) {
            int seconds = Setup.wholeNumber(json(body), "seconds", -1);
            if (seconds < 0) {
                throw new IllegalArgumentException("seconds has to be there");
            }
            Running running = running(Integer.parseInt(clock.group(1)));
            running.clock().forward(Duration.ofSeconds(seconds));
            return Answer.json(200, running.described());
        }
        if (one.matches() && method.equals("DELETE")) {
            end(Integer.parseInt(one.group(1))).simulator().close();
            return Answer.empty(204);
        }
        return error(404, "there is no " + method + " " + path);
    }

    private static Answer error(int status, @Nullable String why) {
        return Answer.json(status, Json.object().put("error", why));
    }

    private synchronized Running start(Setup setup) {
        ControlledClock clock = new ControlledClock(Clock.systemUTC());
        Running running = new Running(started, setup.name(), setup.start(clock), clock);
        simulators.put(started++, running);
        return running;
    }

    private synchronized Running running(int id) {
        return there(id, simulators.get(id));
    }

    private synchronized Running end(int id) {
        return there(id, simulators.remove(id));
    }

    private static Running there(int id, @Nullable Running running) {
        if (running == null) {
            throw new IllegalArgumentException("there is no simulator " + id);
        }
        return running;
    }

    private synchronized JsonNode described() {
        ObjectNode all = Json.object();
        ArrayNode each = all.putArray("simulators");
        simulators.values().forEach(running -> {
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
                    .put("token", simulator.token())
                    .put("access_key", SampleWorld.ACCESS_KEY)
                    .put("secret_key", SampleWorld.SECRET_KEY);
        }
    }
}
