package io.github.cphshare.simulator;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cloud phone server, and how it meets a push. Immutable: each method gives a changed copy, which
 * {@link CphSimulator#put} sets in place of the old one while the simulator runs.
 */
public final class SimulatedServer {
    private final String id;
    private final @Nullable Reason refusal;
    private final @Nullable Reason jobFailure;
    private final boolean endless;

    private SimulatedServer(String id, @Nullable Reason refusal, @Nullable Reason jobFailure, boolean endless) {
        this.id = id;
        this.refusal = refusal;
        this.jobFailure = jobFailure;
        this.endless = endless;
    }

    /**
     * A running server whose phone model has shared storage: it accepts a push.
     *
     * @param id its id, as {@code server_ids} names it
     * @return the server
     */
    public static SimulatedServer withSharedStorage(String id) {
        return new SimulatedServer(id, null, null, false);
    }

    /**
     * A running server whose phone model has no shared storage: inside a 200 it is refused with CPS.0137.
     *
     * @param id its id, as {@code server_ids} names it
     * @return the server
     */
    public static SimulatedServer withoutSharedStorage(String id) {
        return withSharedStorage(id).refusing(Reason.NO_SHARED_STORAGE);
    }

    /**
     * The server while it is created, started or repaired: refused with CPS.0099.
     *
     * @return the changed server
     */
    public SimulatedServer notReady() {
        return refusing(Reason.NOT_READY);
    }

    /**
     * The server while it is frozen, for example after arrears: refused with CPS.1028.
     *
     * @return the changed server
     */
    public SimulatedServer frozen() {
        return refusing(Reason.FROZEN);
    }

    /**
     * The server refused, inside a 200, with any code, also one that no catalogue has yet.
     *
     * @param code the {@code error_code}
     * @param message the {@code error_msg}
     * @return the changed server
     */
    public SimulatedServer refusing(String code, String message) {
        return refusing(new Reason(code, message));
    }

    private SimulatedServer refusing(Reason reason) {
        return new SimulatedServer(id, reason, jobFailure, endless);
    }

    /**
     * The server accepts a push, and its job fails when it ends; nothing arrives.
     *
     * @param code the job's {@code error_code}; no document says which code a failed push has
     * @param message the job's {@code error_msg}
     * @return the changed server
     */
    public SimulatedServer failingJobs(String code, String message) {
        return new SimulatedServer(id, refusal, new Reason(code, message), endless);
    }

    /**
     * The server accepts a push, and its job never ends; nothing arrives.
     *
     * @return the changed server
     */
    public SimulatedServer endlessJobs() {
        return new SimulatedServer(id, refusal, jobFailure, true);
    }

    /**
     * The server's id.
     *
     * @return the id, as {@code server_ids} names it
     */
    public String id() {
        return id;
    }

    Optional<Reason> refusal() {
        return Optional.ofNullable(refusal);
    }

    Optional<Reason> jobFailure() {
        return Optional.ofNullable(jobFailure);
    }

    boolean isEndless() {
        return endless;
    }

    @Override
    public String toString() {
        return "server " + id + (refusal == null ? "" : ", refused with " + refusal.code());
    }

    /**
     * Why a server does not do what it was asked for.
     *
     * @param code a code, of the error catalogue or not
     * @param ownMessage a message of one's own; null for the catalogue's
     */
    record Reason(String code, @Nullable String ownMessage) {
        static final Reason NO_SHARED_STORAGE = new Reason("CPS.0137", null);
        static final Reason NOT_READY = new Reason("CPS.0099", null);
        static final Reason FROZEN = new Reason("CPS.1028", null);
        static final Reason UNKNOWN_SERVER = new Reason("CPS.0097", null);

        String message(ErrorCatalog errors) {
            return ownMessage != null ? ownMessage : errors.message(code);
        }
    }
}
