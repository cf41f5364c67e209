package io.github.cphshare.contract;

import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.provider.junitsupport.State;
import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.Fault;
import io.github.cphshare.simulator.SimulatedServer;
import java.util.List;
import java.util.Map;

/** Brings the simulator into the states of the pact. */
final class SimulatedStates {
    private static final byte[] EMPTY_ARCHIVE = new byte[1024];

    private final CphSimulator simulator;
    private final SynchronousHttp interaction;

    SimulatedStates(CphSimulator simulator, SynchronousHttp interaction) {
        this.simulator = simulator;
        this.interaction = interaction;
    }

    @State({States.ARCHIVE_AND_SERVERS, States.ARCHIVE_AND_LONG_IDS})
    void archiveAndServers(Map<String, Object> parameters) {
        simulator.putObject(text(parameters, "bucket_name"), text(parameters, "object_path"), EMPTY_ARCHIVE);
        List<?> serverIds = (List<?>) parameters.get("server_ids");
        serverIds.forEach(id -> simulator.put(SimulatedServer.withSharedStorage((String) id)));
    }

    @State(States.NO_SHARED_STORAGE)
    void noSharedStorage(Map<String, Object> parameters) {
        simulator.put(SimulatedServer.withoutSharedStorage(text(parameters, "server_id")));
    }

    @State(States.REFUSED_FOR_ANOTHER_REASON)
    void refused(Map<String, Object> parameters) {
        simulator.put(SimulatedServer.withSharedStorage(text(parameters, "server_id"))
                .refusing(text(parameters, "error_code"), text(parameters, "error_msg")));
    }

    @State(States.FAILS)
    void fails(Map<String, Object> parameters) {
        int status = ((Number) parameters.get("status")).intValue();
        boolean coded = parameters.containsKey("error_code");
        simulator.faults().next(coded ? Fault.error(status, text(parameters, "error_code")) : Fault.status(status));
    }

    /** Nothing but a script makes such an answer: this shows that the simulator can give it, and no more. */
    @State(States.ANOTHER_SHAPE)
    void anotherShape() {
        Fault answer = Fault.answer(
                interaction.getResponse().getStatus(),
                "application/json",
                interaction.getResponse().getBody().valueAsString());
        simulator.faults().next(answer);
    }

    private static String text(Map<String, Object> parameters, String name) {
        return (String) parameters.get(name);
    }
}
