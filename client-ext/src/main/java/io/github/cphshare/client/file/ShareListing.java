package io.github.cphshare.client.file;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of a directory in the shared storage of a server. Immutable.
 *
 * <p>The service hands a listing out as text of at most 1024 bytes, and cuts off what is longer. What was cut off is a
 * fact here, {@link #truncated()}, and {@link #nextOffset()} tells how to get the rest. Source: CPH API Reference (2021),
 * ListShareFiles, table of {@code execute_msg}.
 */
public final class ShareListing {
    private final String serverId;
    private final String path;
    private final int offset;
    private final ListingText text;

    private ShareListing(String serverId, String path, int offset, ListingText text) {
        this.serverId = serverId;
        this.path = path;
        this.offset = offset;
        this.text = text;
    }

    /**
     * Reads what a job of ListShareFiles put out, as far as it can be read.
     *
     * @param serverId the server that was asked
     * @param path the directory that was asked for
     * @param offset how many entries were to be left out from the front
     * @param output the job's {@code execute_msg}
     * @return the listing
     * @throws ShareListingException if the text is not even the beginning of a listing
     */
    public static ShareListing parse(String serverId, String path, int offset, @Nullable String output) {
        ListingText text = ListingText.read(output == null ? "" : output);
        if (!text.isListing()) {
            throw ShareListingException.unreadable(serverId, path, output);
        }
        return new ShareListing(serverId, path, offset, text);
    }

    /**
     * The server.
     *
     * @return its id
     */
    public String serverId() {
        return serverId;
    }

    /**
     * The directory.
     *
     * @return its path, as it was asked for
     */
    public String path() {
        return path;
    }

    /**
     * How many entries were left out from the front.
     *
     * @return the number
     */
    public int offset() {
        return offset;
    }

    /**
     * The entries that arrived whole.
     *
     * @return the entries, in the order of the service
     */
    public List<SharedFile> files() {
        return text.files();
    }

    /**
     * How many entries the directory has.
     *
     * @return the number, or {@code null} where it was not told
     */
    public @Nullable Integer total() {
        return text.total();
    }

    /**
     * Whether the service cut its text off, so that entries are missing that it meant to tell.
     *
     * @return whether {@link #files()} is less than what was asked for
     */
    public boolean truncated() {
        return text.truncated();
    }

    /**
     * Where to go on.
     *
     * @return the offset of the first entry that is not in {@link #files()}, or {@code null} where none is left, as far as
     *     is known
     */
    public @Nullable Integer nextOffset() {
        int next = offset + files().size();
        boolean more = total() != null ? next < total() : truncated();
        return more && !files().isEmpty() ? next : null;
    }

    /**
     * The size of the shared storage.
     *
     * @return with its unit ({@code 8.9G}), or {@code null} where it was not told
     */
    public @Nullable String storageSize() {
        return text.capacity(0);
    }

    /**
     * How much of the shared storage is used.
     *
     * @return with its unit ({@code 323M}), or {@code null} where it was not told
     */
    public @Nullable String storageUsed() {
        return text.capacity(1);
    }

    /**
     * How much of the shared storage is free.
     *
     * @return with its unit ({@code 8.2G}), or {@code null} where it was not told
     */
    public @Nullable String storageAvailable() {
        return text.capacity(2);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ShareListing that
                && serverId.equals(that.serverId)
                && path.equals(that.path)
                && offset == that.offset
                && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(serverId, path, offset, text);
    }

    @Override
    public String toString() {
        return "ShareListing{" + serverId + ":" + path + ", " + files().size() + " of " + total() + " entries"
                + (truncated() ? ", cut off" : "") + "}";
    }
}
