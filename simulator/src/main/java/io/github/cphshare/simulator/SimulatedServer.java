package io.github.cphshare.simulator;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cloud phone server, and how it meets a push. Immutable: each method gives a changed copy, which
 * {@link CphSimulator#put} sets in place of the old one while the simulator runs.
 */
public final class SimulatedServer {
    static final String NETWORK = "v2";
    static final String SERVER_MODEL = "physical.rx1.xlarge";
    /** The two models of the contract's example, with and without shared storage. */
    private static final String SHARING_MODEL = "rx1.cp.c60.d10.e1v1";

    private static final String OTHER_MODEL = "rx1.cp.c60.d32.e1v1.qemu";

    /** States: EXPLORER-2026, ListCloudPhoneServers, property status. */
    private static final int NORMAL = 5;

    private static final int FROZEN = 8;
    private static final int STARTING = 13;

    private final String id;
    private final String name;
    private final int status;
    private final String phoneModel;
    private final @Nullable ShareVolume shareVolume;
    private final @Nullable Reason refusal;
    private final JobEnd jobEnd;

    private SimulatedServer(
            String id,
            String name,
            int status,
            String phoneModel,
            @Nullable ShareVolume shareVolume,
            @Nullable Reason refusal,
            JobEnd jobEnd) {
        this.id = id;
        this.name = name;
        this.status = status;
        this.phoneModel = phoneModel;
        this.shareVolume = shareVolume;
        this.refusal = refusal;
        this.jobEnd = jobEnd;
    }

    /**
     * A running server whose phone model has shared storage: it accepts a push.
     *
     * @param id its id, as {@code server_ids} names it
     * @return the server
     */
    public static SimulatedServer withSharedStorage(String id) {
        return new SimulatedServer(id, "server-" + id, NORMAL, SHARING_MODEL, ShareVolume.USUAL, null, JobEnd.WELL);
    }

    /**
     * A running server whose phone model has no shared storage: inside a 200 it is refused with CPS.0137.
     *
     * @param id its id, as {@code server_ids} names it
     * @return the server
     */
    public static SimulatedServer withoutSharedStorage(String id) {
        return withSharedStorage(id)
                .withoutShareVolume()
                .phoneModel(OTHER_MODEL)
                .refusing(Reason.NO_SHARED_STORAGE);
    }

    /**
     * The server while it is created, started or repaired: refused with CPS.0099.
     *
     * @return the changed server
     */
    public SimulatedServer notReady() {
        return status(STARTING).refusing(Reason.NOT_READY);
    }

    /**
     * The server while it is frozen, for example after arrears: refused with CPS.1028.
     *
     * @return the changed server
     */
    public SimulatedServer frozen() {
        return status(FROZEN).refusing(Reason.FROZEN);
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
        return new SimulatedServer(id, name, status, phoneModel, shareVolume, reason, jobEnd);
    }

    /**
     * The server accepts what it is asked for, and its jobs fail when they end; nothing arrives.
     *
     * @param code the job's {@code error_code}; no document says which code a failed push has
     * @param message the job's {@code error_msg}
     * @return the changed server
     */
    public SimulatedServer failingJobs(String code, String message) {
        return ending(JobEnd.badly(new Reason(code, message)));
    }

    /**
     * The server accepts what it is asked for, and its jobs never end; nothing arrives.
     *
     * @return the changed server
     */
    public SimulatedServer endlessJobs() {
        return ending(JobEnd.NEVER);
    }

    /**
     * The server accepts what it is asked for, and in the time in which its jobs would end they come to a status that no
     * document has, and stay there; nothing arrives.
     *
     * @param status the jobs' {@code status}
     * @return the changed server
     */
    public SimulatedServer oddJobs(int status) {
        return ending(JobEnd.oddly(status));
    }

    /**
     * The server accepts what it is asked for, and in the time in which its jobs would end queries do not find them any
     * more; nothing arrives.
     *
     * @return the changed server
     */
    public SimulatedServer vanishingJobs() {
        return ending(JobEnd.FORGOTTEN);
    }

    private SimulatedServer ending(JobEnd end) {
        return new SimulatedServer(id, name, status, phoneModel, shareVolume, refusal, end);
    }

    /**
     * The server in a state, as queries tell it. Whether it accepts a push does not depend on it; see {@link #notReady}
     * and {@link #frozen} for both together.
     *
     * @param state the {@code status}: 5, normal, unless set
     * @return the changed server
     */
    public SimulatedServer status(int state) {
        return new SimulatedServer(id, name, state, phoneModel, shareVolume, refusal, jobEnd);
    }

    /**
     * The server by another name.
     *
     * @param called the {@code server_name}
     * @return the changed server
     */
    public SimulatedServer name(String called) {
        return new SimulatedServer(id, called, status, phoneModel, shareVolume, refusal, jobEnd);
    }

    /**
     * The server with phones of another model. Whether it accepts a push does not depend on it.
     *
     * @param model the {@code phone_model_name}; for one that queries of models know, see {@link
     *     CphSimulator.Builder#phoneModel}
     * @return the changed server
     */
    public SimulatedServer phoneModel(String model) {
        return new SimulatedServer(id, name, status, model, shareVolume, refusal, jobEnd);
    }

    /**
     * The server with a shared storage of another kind, as its details tell it.
     *
     * @param sizeGb the {@code size} of {@code share_volume_info} in GB: 50 unless set
     * @param version 0 for shared storage 1.0, 1, as unless set, for 2.0
     * @return the changed server
     */
    public SimulatedServer shareVolume(int sizeGb, int version) {
        return sharing(new ShareVolume(sizeGb, version));
    }

    /**
     * The server with details that say nothing about shared storage. Whether it accepts a push does not depend on it.
     *
     * @return the changed server
     */
    public SimulatedServer withoutShareVolume() {
        return sharing(null);
    }

    private SimulatedServer sharing(@Nullable ShareVolume volume) {
        return new SimulatedServer(id, name, status, phoneModel, volume, refusal, jobEnd);
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

    JobEnd jobEnd() {
        return jobEnd;
    }

    String name() {
        return name;
    }

    int status() {
        return status;
    }

    String phoneModel() {
        return phoneModel;
    }

    Optional<ShareVolume> shareVolume() {
        return Optional.ofNullable(shareVolume);
    }

    /** The size of the shared storage, also where its details do not tell. */
    int shareSizeGb() {
        return (shareVolume == null ? ShareVolume.USUAL : shareVolume).sizeGb();
    }

    /** The {@code share_volume_info} of a server. */
    record ShareVolume(int sizeGb, int version) {
        static final ShareVolume USUAL = new ShareVolume(50, 1);
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
