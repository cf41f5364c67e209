package io.github.cphshare.client.fleet;

import io.github.cphshare.client.AwaitListener;
import io.github.cphshare.client.Outcomes;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.PushRequest;
import io.github.cphshare.client.ServerOutcome.State;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.client.error.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.Headers;

/** A service that answers as told, request by request, and remembers whom it acted on. */
final class ScriptedService implements Service {
    static final Duration LATENCY = Duration.ofMillis(100);

    /** What becomes of a request. */
    interface Behaviour {
        void answer(ScriptedService service, PushRequest request, CompletableFuture<PushReceipt> call);
    }

    record Call(Duration at, List<String> servers) {}

    private final VirtualInbox inbox;
    private final Deque<Behaviour> script = new ArrayDeque<>();
    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Integer> actedOn = new HashMap<>();
    private Behaviour otherwise = accept();
    private Function<String, State> ends = server -> State.SUCCEEDED;
    private int inFlight;
    private int mostInFlight;
    private int requestIds;
    private int awaits;
    private List<PushReceipt> awaited = List.of();

    ScriptedService(VirtualInbox inbox) {
        this.inbox = inbox;
    }

    void next(Behaviour... behaviours) {
        script.addAll(List.of(behaviours));
    }

    void otherwise(Behaviour behaviour) {
        otherwise = behaviour;
    }

    void jobsEnd(Function<String, State> stateOfServer) {
        ends = stateOfServer;
    }

    static Behaviour accept() {
        return (service, request, call) ->
                service.later(call, () -> service.accepted(request).build());
    }

    static Behaviour answer(Function<PushReceipt.Builder, PushReceipt.Builder> receipt) {
        return (service, request, call) -> service.later(call, () -> receipt.apply(PushReceipt.builder()
                        .requestId("request-" + ++service.requestIds)
                        .asked(request.serverIds()))
                .build());
    }

    /** Fails without having acted. */
    static Behaviour fail(RuntimeException failure) {
        return (service, request, call) ->
                service.inbox.in(LATENCY, () -> service.end(() -> call.completeExceptionally(failure)));
    }

    /** Acts, and then fails. */
    static Behaviour actAndFail(RuntimeException failure) {
        return (service, request, call) -> {
            service.accepted(request);
            service.inbox.in(LATENCY, () -> service.end(() -> call.completeExceptionally(failure)));
        };
    }

    static Behaviour silence() {
        return (service, request, call) -> service.accepted(request);
    }

    static CphShareException transport(Delivery delivery) {
        return new TransportException("the line broke", new IOException("broken"), delivery, null);
    }

    static CphShareException http(int status, String code, String... headers) {
        String body = "{\"error_code\":\"" + code + "\",\"error_msg\":\"no\",\"request_id\":\"r\"}";
        return ErrorAnswer.of(status, Headers.of(headers), body, text -> text).toException();
    }

    /** Of a request that was accepted as a whole. */
    static PushReceipt receipt(PushRequest request) {
        PushReceipt.Builder receipt = PushReceipt.builder().requestId("request").asked(request.serverIds());
        request.serverIds().forEach(server -> receipt.answer(server, "job-" + server, null, null));
        return receipt.build();
    }

    private void later(CompletableFuture<PushReceipt> call, Supplier<PushReceipt> receipt) {
        PushReceipt made = receipt.get();
        inbox.in(LATENCY, () -> end(() -> call.complete(made)));
    }

    private void end(Runnable completion) {
        inFlight--;
        completion.run();
    }

    private PushReceipt.Builder accepted(PushRequest request) {
        PushReceipt.Builder receipt =
                PushReceipt.builder().requestId("request-" + ++requestIds).asked(request.serverIds());
        for (String server : request.serverIds()) {
            actedOn.merge(server, 1, Integer::sum);
            receipt.answer(server, "job-" + server, null, null);
        }
        return receipt;
    }

    @Override
    public CompletableFuture<PushReceipt> push(PushRequest request) {
        calls.add(new Call(inbox.now(), request.serverIds()));
        mostInFlight = Math.max(mostInFlight, ++inFlight);
        CompletableFuture<PushReceipt> call = new CompletableFuture<>();
        (script.isEmpty() ? otherwise : script.remove()).answer(this, request, call);
        return call;
    }

    @Override
    public PushOutcome await(Collection<PushReceipt> receipts, Duration time, AwaitListener listener) {
        awaits++;
        awaited = List.copyOf(receipts);
        PushOutcome outcome = Outcomes.of(receipts, ends);
        Outcomes.tell(listener, outcome);
        return outcome;
    }

    List<Call> calls() {
        return calls;
    }

    /** How often the service acted on each server. */
    Map<String, Integer> actedOn() {
        return actedOn;
    }

    int mostInFlight() {
        return mostInFlight;
    }

    int awaits() {
        return awaits;
    }

    /** What was waited for last. */
    List<PushReceipt> awaited() {
        return awaited;
    }
}
