package io.github.cphshare.client.tar;

/**
 * Is told how far a check or a packing has come. It is called on the thread that does the work, after each piece of at most 64
 * KiB and once at the end, so it should be quick. What it throws ends the work and reaches the caller.
 */
@FunctionalInterface
public interface TarProgress {
    /**
     * Says how much there is to do, before the first of it is done. Only a packing knows; a check of an archive does not tell.
     *
     * @param entries the entries that the archive will have
     * @param bytes the bytes that it will have, but for the records that paths of more than 256 bytes need
     */
    default void expected(long entries, long bytes) {}

    /**
     * Says what is done so far; neither number ever falls.
     *
     * @param entries the entries begun
     * @param bytes the bytes of the archive that were read, jumped over or written, headers included
     */
    void passed(long entries, long bytes);
}
