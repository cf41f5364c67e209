package io.github.cphshare.client.tar;

/**
 * Is told how far a check or a packing has come. It is called on the thread that does the work, after each piece of at most 64
 * KiB and once at the end, so it should be quick. What it throws ends the work and reaches the caller.
 */
@FunctionalInterface
public interface TarProgress {
    /**
     * Says what is done so far; neither number ever falls.
     *
     * @param entries the entries begun
     * @param bytes the bytes of the archive that were read, jumped over or written, headers included
     */
    void passed(long entries, long bytes);
}
