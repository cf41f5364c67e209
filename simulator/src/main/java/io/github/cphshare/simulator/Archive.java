package io.github.cphshare.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An archive that is unpacked on servers. It is read once, and what it makes of a storage is made once, however many
 * servers have that storage: ten thousand empty servers share one tree. Thread-safe.
 */
final class Archive {
    private final byte[] tar;
    private @Nullable List<TarEntry> entries;
    private @Nullable SharedStorage lastBefore;
    private @Nullable SharedStorage lastAfter;

    /** Takes the bytes as its own. */
    Archive(byte[] tar) {
        this.tar = tar;
    }

    /** The storage after the archive was unpacked over it. */
    synchronized SharedStorage over(SharedStorage before) throws BadArchive {
        SharedStorage known = lastAfter;
        if (known != null && before == lastBefore) {
            return known;
        }
        List<TarEntry> read = entries;
        if (read == null) {
            read = Unpacker.read(tar);
            entries = read;
        }
        SharedStorage after = before.plus(read);
        lastBefore = before;
        lastAfter = after;
        return after;
    }
}
