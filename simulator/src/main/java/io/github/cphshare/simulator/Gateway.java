package io.github.cphshare.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.cphshare.simulator.Fault.Connection;
import io.github.cphshare.simulator.Fault.Replacement;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Takes every request: finds its route, has it carried out, keeps the journal, lets scripted faults happen. */
final class Gateway implements HttpHandler {
    private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

    /** More than anybody reads. */
    private static final int MOST_PROBLEMS = 100;

    private final Routes routes;
    private final Supplier<ErrorCatalog> errors;
    private final Faults faults;
    private final Journal journal;
    private final Consumer<Duration> sleeper;
    private final Supplier<String> ids;

    Gateway(
            Routes routes,
            Supplier<ErrorCatalog> errors,
            Faults faults,
            Journal journal,
            Consumer<Duration> sleeper,
            Supplier<String> ids) {
        this.ids = ids;
        this.routes = routes;
        this.errors = errors;
        this.faults = faults;
        this.journal = journal;
        this.sleeper = sleeper;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getRawPath();
            Optional<Routes.Match> match = routes.find(method, path);
            if (match.isEmpty()) {
                serve(exchange, nowhere(), Map.of(), Fault.none());
            } else {
                Route route = match.get().route();
                serve(exchange, route, match.get().parameters(), faults.take(route.id()));
            }
        }
    }

    /** An address that is not served; its requests are read and recorded like any other. */
    private Route nowhere() {
        Handler refusal = request -> {
            throw Refusal.of(errors.get(), "APIGW.0101", List.of());
        };
        return new Route("", Optional.empty(), (method, path) -> Optional.empty(), refusal, Limits.BODY, true);
    }

    private void serve(HttpExchange exchange, Route route, Map<String, String> parameters, Fault fault)
            throws IOException {
        String requestId = ids.get();
        if (fault.connection() == Connection.CLOSED_BEFORE_READING) {
            unanswered(
                    request(exchange, parameters, new byte[0], requestId), route, "closed by a fault before reading");
            await(fault);
            return;
        }
        byte[] body;
        boolean tooLarge;
        try {
            InputStream in = exchange.getRequestBody();
            body = in.readNBytes(route.limit());
            tooLarge = in.read() >= 0;
            // A client that is still sending would see a broken pipe in place of the answer.
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            unanswered(request(exchange, parameters, new byte[0], requestId), route, "did not arrive whole");
            throw e;
        }
        Request request = request(exchange, parameters, body, requestId);
        if (fault.connection() == Connection.CLOSED_AFTER_READING) {
            unanswered(request, route, "closed by a fault after reading");
            await(fault);
            return;
        }
        Answer answer = answer(route, request, tooLarge, fault);
        boolean lost = fault.connection() == Connection.ANSWER_LOST;
        OptionalInt status = lost ? OptionalInt.empty() : OptionalInt.of(answer.status());
        record(request, route, status, problems(route, request, answer));
        await(fault);
        if (!lost) {
            send(exchange, answer, fault.connection() == Connection.ANSWER_TRUNCATED);
        }
    }

    /** With what was passed over: the service says nothing of it, but who looks for a slip should find it. */
    private static List<String> problems(Route route, Request request, Answer answer) {
        List<String> problems = new ArrayList<>(answer.problems());
        if (route.operation().isPresent() && route.operation().get().hasUnknown(request)) {
            problems.add("query: has a parameter that the contract does not know, which was ignored");
        }
        return problems;
    }

    private Answer answer(Route route, Request request, boolean tooLarge, Fault fault) {
        Answer answer = carriedOut(route, request, tooLarge, fault).with("X-Request-Id", request.id());
        for (Map.Entry<String, String> header : fault.headers().entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    private Answer carriedOut(Route route, Request request, boolean tooLarge, Fault fault) {
        Replacement replacement = fault.replacement();
        if (replacement != null) {
            return replacement
                    .answer(errors.get(), route.operation(), request.id())
                    .because(List.of("answered by a fault"));
        }
        try {
            checkSize(request);
            if (tooLarge) {
                throw tooLarge(413, Problem.ofBody("limit", "has more than " + route.limit() + " bytes"));
            }
            return route.handler().handle(request);
        } catch (Refusal refusal) {
            return refusal.answer(errors.get(), request.id());
        } catch (RuntimeException | StackOverflowError e) {
            // A mistake of the simulator's own must not look like a lost connection.
            LOG.log(System.Logger.Level.ERROR, "The simulator failed at " + request.rawPath(), e);
            return new Refusal(500, "CPS.0003", List.of())
                    .answer(errors.get(), request.id())
                    .because(List.of(
                            "the simulator itself failed: " + e.getClass().getName()));
        }
    }

    private static void checkSize(Request request) throws Refusal {
        int address = request.rawPath().length() + request.rawQuery().length();
        if (address > Limits.URI) {
            throw tooLarge(414, new Problem("request", "", "limit", "has an address of more than 32 K"));
        }
        int all = 0;
        for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
            for (String value : header.getValue()) {
                int length = header.getKey().length() + value.length();
                if (length > Limits.HEADER) {
                    throw tooLarge(494, new Problem("header", header.getKey(), "limit", "has more than 32 K"));
                }
                all += length;
            }
        }
        if (all > Limits.HEADERS) {
            throw tooLarge(494, new Problem("request", "", "limit", "has more than 128 K of headers"));
        }
    }

    private static Refusal tooLarge(int status, Problem problem) {
        return new Refusal(status, "APIGW.0201", List.of(problem));
    }

    private void unanswered(Request request, Route route, String why) {
        record(request, route, OptionalInt.empty(), List.of(why));
    }

    private void record(Request request, Route route, OptionalInt status, List<String> problems) {
        Request kept = route.journalsBody() ? request : request.withoutBody();
        Optional<String> operation = Optional.of(route.id()).filter(id -> !id.isEmpty());
        journal.add(new RecordedRequest(kept, operation, status, firstOf(problems)));
    }

    private static List<String> firstOf(List<String> problems) {
        if (problems.size() <= MOST_PROBLEMS) {
            return problems;
        }
        List<String> first = new ArrayList<>(problems.subList(0, MOST_PROBLEMS));
        first.add("and " + (problems.size() - MOST_PROBLEMS) + " more problems");
        return first;
    }

    private static Request request(
            HttpExchange exchange, Map<String, String> parameters, byte[] body, String requestId) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(exchange.getRequestHeaders());
        String query = exchange.getRequestURI().getRawQuery();
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                headers,
                parameters,
                body,
                requestId);
    }

    private void await(Fault fault) throws IOException {
        if (!fault.delay().isZero()) {
            sleeper.accept(fault.delay());
        }
        try {
            fault.gate().toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the simulator was closed while it held an answer back", e);
        } catch (ExecutionException e) {
            throw new IOException("what a fault waited for has failed", e);
        }
    }

    private static void send(HttpExchange exchange, Answer answer, boolean truncated) throws IOException {
        byte[] body = answer.body();
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        // Bytes behind these would be taken for the next answer.
        boolean bodiless = answer.status() == 204 || answer.status() == 304;
        exchange.sendResponseHeaders(answer.status(), bodiless || body.length == 0 ? -1 : body.length);
        if (body.length > 0 && !bodiless) {
            OutputStream out = exchange.getResponseBody();
            // Closing the exchange with bytes still owed closes the connection.
            out.write(body, 0, truncated ? body.length / 2 : body.length);
            out.flush();
        }
    }
}
