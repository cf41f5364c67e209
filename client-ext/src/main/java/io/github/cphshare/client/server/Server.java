package io.github.cphshare.client.server;

import static io.github.cphshare.generated.model.Server.STATUS_ABNORMAL;
import static io.github.cphshare.generated.model.Server.STATUS_CREATING;
import static io.github.cphshare.generated.model.Server.STATUS_CREATING_1;
import static io.github.cphshare.generated.model.Server.STATUS_CREATING_3;
import static io.github.cphshare.generated.model.Server.STATUS_CREATING_4;
import static io.github.cphshare.generated.model.Server.STATUS_FROZEN;
import static io.github.cphshare.generated.model.Server.STATUS_NORMAL;
import static io.github.cphshare.generated.model.Server.STATUS_SHUTDOWN_FAILED;
import static io.github.cphshare.generated.model.Server.STATUS_SHUTTING_DOWN;
import static io.github.cphshare.generated.model.Server.STATUS_SHUT_DOWN;
import static io.github.cphshare.generated.model.Server.STATUS_STARTING;

import io.github.cphshare.client.internal.Fields;
import io.github.cphshare.generated.model.ShareVolumeInfo;
import io.github.cphshare.generated.model.ShowCloudPhoneServerDetailResponse;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cloud phone server, as the service told of it once. Immutable.
 *
 * <p>Source: CPH API Reference, ListCloudPhoneServers and ShowCloudPhoneServerDetail.
 */
public final class Server {
    /** What a server does. */
    public enum State {
        /** It is being made. */
        CREATING,

        /** It runs; the one state in which a push can be expected to work. */
        NORMAL,

        /** Something is wrong with it. */
        ABNORMAL,

        /** It is frozen, for example after arrears. */
        FROZEN,

        /** It is shut down. */
        SHUT_DOWN,

        /** It is shutting down. */
        SHUTTING_DOWN,

        /** It could not be shut down. */
        SHUTDOWN_FAILED,

        /** It is starting. */
        STARTING,

        /** The service told none, or one that no document knows; see {@link Server#status()}. */
        UNKNOWN;

        private static State of(@Nullable Integer status) {
            if (status == null) {
                return UNKNOWN;
            }
            return switch (status) {
                case STATUS_CREATING, STATUS_CREATING_1, STATUS_CREATING_3, STATUS_CREATING_4 -> CREATING;
                case STATUS_NORMAL -> NORMAL;
                case STATUS_ABNORMAL -> ABNORMAL;
                case STATUS_FROZEN -> FROZEN;
                case STATUS_SHUT_DOWN -> SHUT_DOWN;
                case STATUS_SHUTTING_DOWN -> SHUTTING_DOWN;
                case STATUS_SHUTDOWN_FAILED -> SHUTDOWN_FAILED;
                case STATUS_STARTING -> STARTING;
                default -> UNKNOWN;
            };
        }
    }

    private final String id;
    private final @Nullable String name;
    private final @Nullable String serverModel;
    private final @Nullable String phoneModel;
    private final @Nullable String availabilityZone;
    private final @Nullable Integer status;
    private final @Nullable Instant createTime;
    private final @Nullable Integer sharedStorageGb;
    private final Support sharedStorage;

    private Server(
            String id,
            @Nullable String name,
            @Nullable String serverModel,
            @Nullable String phoneModel,
            @Nullable String availabilityZone,
            @Nullable Integer status,
            @Nullable Instant createTime,
            @Nullable Integer sharedStorageGb,
            Support sharedStorage) {
        this.id = id;
        this.name = name;
        this.serverModel = serverModel;
        this.phoneModel = phoneModel;
        this.availabilityZone = availabilityZone;
        this.status = status;
        this.createTime = createTime;
        this.sharedStorageGb = sharedStorageGb;
        this.sharedStorage = sharedStorage;
    }

    /** A list says nothing about a server's own storage: what its model does not promise may be there all the same. */
    static Server of(String id, io.github.cphshare.generated.model.Server server, PhoneModels models) {
        Support byModel = models.support(server.phoneModelName(), server.serverModelName());
        return new Server(
                id,
                Fields.present(server.serverName()),
                Fields.present(server.serverModelName()),
                Fields.present(server.phoneModelName()),
                Fields.present(server.availabilityZone()),
                server.status(),
                Fields.time(server.createTime()),
                null,
                byModel == Support.YES ? Support.YES : Support.CANNOT_TELL);
    }

    /** The details name the storage of a server that has one; without it the model decides. */
    static Server of(String id, ShowCloudPhoneServerDetailResponse server, PhoneModels models) {
        ShareVolumeInfo volume = server.shareVolumeInfo();
        return new Server(
                id,
                Fields.present(server.serverName()),
                Fields.present(server.serverModelName()),
                Fields.present(server.phoneModelName()),
                Fields.present(server.availabilityZone()),
                server.status(),
                Fields.time(server.createTime()),
                volume == null ? null : volume.size(),
                volume != null ? Support.YES : models.support(server.phoneModelName(), server.serverModelName()));
    }

    /**
     * The server's id: what a push names it by.
     *
     * @return the id
     */
    public String id() {
        return id;
    }

    /**
     * The name that its owner gave it.
     *
     * @return the name, or {@code null} where the service told none
     */
    public @Nullable String name() {
        return name;
    }

    /**
     * The model of the server.
     *
     * @return its name, or {@code null} where the service told none
     */
    public @Nullable String serverModel() {
        return serverModel;
    }

    /**
     * The model of its phones.
     *
     * @return its name, as {@link PhoneModel#name()} has it, or {@code null} where the service told none
     */
    public @Nullable String phoneModel() {
        return phoneModel;
    }

    /**
     * Where it is.
     *
     * @return the availability zone, or {@code null} where the service told none
     */
    public @Nullable String availabilityZone() {
        return availabilityZone;
    }

    /**
     * What it does.
     *
     * @return the state
     */
    public State state() {
        return State.of(status);
    }

    /**
     * What it does, as the service wrote it.
     *
     * @return the number, or {@code null} where the service told none
     */
    public @Nullable Integer status() {
        return status;
    }

    /**
     * When it was made.
     *
     * @return the time, or {@code null} where the service told none that can be read
     */
    public @Nullable Instant createTime() {
        return createTime;
    }

    /**
     * The size of its shared storage.
     *
     * @return the size in GB, or {@code null} where the service told none; only the details of one server may
     */
    public @Nullable Integer sharedStorageGb() {
        return sharedStorageGb;
    }

    /**
     * Whether files can be pushed to its shared storage.
     *
     * <p>{@code YES} where the server has a shared volume ({@code share_volume_info}) or its phone model says how large
     * one may be ({@code max_share_disk_size_g} in {@code extend_spec}); {@code NO} where the details of the server show
     * no volume and its phone model, being known, none either; else {@code CANNOT_TELL}, as where these credentials may not
     * list the phone models. So a server from a list is never
     * a {@code NO}: its details may know of a volume that the list leaves out.
     *
     * @return the answer
     */
    public Support supportsSharedStorage() {
        return sharedStorage;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Server that
                && id.equals(that.id)
                && Objects.equals(name, that.name)
                && Objects.equals(serverModel, that.serverModel)
                && Objects.equals(phoneModel, that.phoneModel)
                && Objects.equals(availabilityZone, that.availabilityZone)
                && Objects.equals(status, that.status)
                && Objects.equals(createTime, that.createTime)
                && Objects.equals(sharedStorageGb, that.sharedStorageGb)
                && sharedStorage == that.sharedStorage;
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, status, sharedStorage);
    }

    @Override
    public String toString() {
        return "Server{" + id + ", " + state() + (state() == State.UNKNOWN ? " " + status : "") + ", shared storage "
                + sharedStorage + "}";
    }
}
