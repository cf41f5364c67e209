package io.github.cphshare.client.tar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Checks whether an archive may be pushed: that every common tar reader would unpack the same files from it, and that all of
 * them lie under the accepted roots. It reads headers, never bodies; nothing is unpacked.
 *
 * <p>Every file gets an answer: no content makes a check throw. The cost grows with the number of entries and not with their
 * size, unless the archive comes as a stream. Memory grows with the number of entries too, by 40 to 56 bytes for each and
 * for each directory that no entry stands for, up to {@link TarLimit#ENTRIES} of both: a check of as many entries, each in a
 * directory of its own, runs in a heap of 128 MiB.
 *
 * <p>A check runs on the thread that calls it. Where a file turns out to be large and to hold small bodies, which are quicker to read
 * over than to jump over, a daemon thread reads up to 2 MiB ahead; it ends with the check.
 *
 * <p>A check ends soon after its thread is interrupted, with an {@link java.io.InterruptedIOException} or a {@link
 * java.nio.channels.ClosedByInterruptException}; the thread stays interrupted.
 *
 * <p>Immutable and thread-safe.
 */
public final class TarChecker {
    private static final TarChecker STRICT = new TarChecker(TarPolicy.strict(), (entries, bytes) -> {});

    private final TarPolicy policy;
    private final TarProgress progress;

    private TarChecker(TarPolicy policy, TarProgress progress) {
        this.policy = policy;
        this.progress = progress;
    }

    /**
     * The checker with {@link TarPolicy#strict()}, for what is to be pushed.
     *
     * @return the strict checker
     */
    public static TarChecker strict() {
        return STRICT;
    }

    /**
     * A checker with a policy of one's own.
     *
     * @param policy what to accept
     * @return a checker
     */
    public static TarChecker of(TarPolicy policy) {
        return new TarChecker(policy, STRICT.progress);
    }

    /**
     * A copy that tells how far each check has come.
     *
     * @param listener who is told; checks on several threads call it from each of them
     * @return the copy
     */
    public TarChecker withProgress(TarProgress listener) {
        return new TarChecker(policy, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Checks a file; a pipe or the like as a stream.
     *
     * @param archive the file
     * @return what was found
     * @throws IOException if the file cannot be opened or read
     */
    public TarReport check(Path archive) throws IOException {
        if (!Files.isRegularFile(archive)) {
            // A pipe, such as the shell's <(...), has no places to jump to.
            try (InputStream stream = Files.newInputStream(archive)) {
                return check(stream);
            }
        }
        try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.READ)) {
            return check(channel);
        }
    }

    /**
     * Checks a channel from its current position to its end. Offsets in the report count from that position. The channel is
     * left open, at no particular position. An {@link HttpRangeChannel} gets an archive in OBS checked without its download.
     *
     * @param archive the channel
     * @return what was found
     * @throws IOException if the channel cannot be read
     * @throws RemoteTarException if an {@link HttpRangeChannel} cannot be read, or its object changed meanwhile
     */
    public TarReport check(SeekableByteChannel archive) throws IOException {
        return check(ByteSource.of(archive));
    }

    /**
     * Checks a stream from where it stands: the same findings as for a file, but the bodies have to be read. The stream is left
     * open. It is read to its end when the archive can be followed that far.
     *
     * @param archive the stream
     * @return what was found
     * @throws IOException if the stream cannot be read
     */
    public TarReport check(InputStream archive) throws IOException {
        return check(ByteSource.of(archive));
    }

    private TarReport check(ByteSource archive) throws IOException {
        try (archive) {
            return new ArchiveWalk(archive, policy, progress).run();
        }
    }
}
