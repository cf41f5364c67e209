package io.github.cphshare.client.server;

import io.github.cphshare.client.internal.Fields;
import io.github.cphshare.generated.model.PhoneModelExtendSpec;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model of cloud phones. Immutable.
 *
 * <p>Source: CPH API Reference, ListCloudPhoneModels.
 */
public final class PhoneModel {
    private final String name;
    private final @Nullable String serverModel;
    private final @Nullable Boolean sold;
    private final @Nullable Integer phonesOnServer;
    private final @Nullable String resolution;
    private final @Nullable Integer maxSharedStorageGb;
    private final Support sharedStorage;

    /** @param extended what {@code extend_spec} says; empty where it is not there or can't be read */
    PhoneModel(
            String name, io.github.cphshare.generated.model.PhoneModel model, Optional<PhoneModelExtendSpec> extended) {
        this.name = name;
        this.serverModel = Fields.present(model.serverModelName());
        this.sold = model.status() == null ? null : model.status() == 1;
        this.phonesOnServer = model.phoneCapacity();
        this.resolution = Fields.present(model.resolution());
        this.maxSharedStorageGb =
                extended.map(PhoneModelExtendSpec::maxShareDiskSizeG).orElse(null);
        this.sharedStorage = extended.isEmpty()
                ? Support.CANNOT_TELL
                : maxSharedStorageGb != null && maxSharedStorageGb > 0 ? Support.YES : Support.NO;
    }

    /**
     * The model's name: what {@link Server#phoneModel()} names it by.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The model of the servers that such phones run on.
     *
     * @return its name, or {@code null} where the service told none
     */
    public @Nullable String serverModel() {
        return serverModel;
    }

    /**
     * Whether it is still sold.
     *
     * @return whether it is, or {@code null} where the service did not tell
     */
    public @Nullable Boolean sold() {
        return sold;
    }

    /**
     * How many such phones a server has.
     *
     * @return the number, or {@code null} where the service told none
     */
    public @Nullable Integer phonesOnServer() {
        return phonesOnServer;
    }

    /**
     * Width and height of the screen.
     *
     * @return as the service writes it ({@code 720x1280}), or {@code null} where it told none
     */
    public @Nullable String resolution() {
        return resolution;
    }

    /**
     * How large shared storage can be.
     *
     * @return the size in GB ({@code max_share_disk_size_g}), or {@code null} where the model names none
     */
    public @Nullable Integer maxSharedStorageGb() {
        return maxSharedStorageGb;
    }

    /**
     * Whether the model promises shared storage. A server whose model does not may have it all the same ({@link
     * Server#supportsSharedStorage()}).
     *
     * @return {@code CANNOT_TELL} where the service says nothing more about the model, or nothing that can be read
     */
    public Support supportsSharedStorage() {
        return sharedStorage;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PhoneModel that
                && name.equals(that.name)
                && Objects.equals(serverModel, that.serverModel)
                && Objects.equals(sold, that.sold)
                && Objects.equals(phonesOnServer, that.phonesOnServer)
                && Objects.equals(resolution, that.resolution)
                && Objects.equals(maxSharedStorageGb, that.maxSharedStorageGb)
                && sharedStorage == that.sharedStorage;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, serverModel, sharedStorage);
    }

    @Override
    public String toString() {
        return "PhoneModel{" + name + " on " + serverModel + ", shared storage " + sharedStorage + "}";
    }
}
