package io.github.cphshare.client.fleet;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The file of a journal, locked as long as it is open. Written through {@link RandomAccessFile}, whose writes a thread's
 * interrupt does not end half-way and does not close the file, unlike those of a {@link FileChannel}.
 */
final class JournalFile implements AutoCloseable {
    /** A receipt for 1,000 servers has some 100 kB; beyond this the file is no journal, and reading it would take memory. */
    private static final int LONGEST_LINE = 16 << 20;

    private static final int BUFFER = 1 << 16;

    /** Takes the lines, without their line feeds. */
    interface Lines {
        void next(byte[] line) throws BadLine;

        /** Whether it is whole, and follows on those before. */
        boolean isNext(byte[] line);
    }

    /**
     * The files that this process has open, asked before one is opened: to close it once more, after finding it locked, would
     * take away the lock that the first has, since POSIX lets go of all locks of a process on a file with any of its descriptors.
     */
    private static final Set<Object> OPEN = ConcurrentHashMap.newKeySet();

    private final Object identity;
    private final RandomAccessFile file;
    private final Disk disk;

    private JournalFile(Object identity, RandomAccessFile file, UnaryOperator<Disk> decoration) {
        this.identity = identity;
        this.file = file;
        this.disk = decoration.apply(new OpenFile(file));
    }

    /**
     * Puts a new file there whole or not at all, so that a crash never leaves the beginning of one.
     *
     * @param decoration sees what is written, for tests
     * @throws FileAlreadyExistsException if there is one by that name
     */
    static void create(Path path, byte[] content, UnaryOperator<Disk> decoration) throws IOException {
        Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file lies in a folder");
        // Not by the name of the file, which may be as long as a name can be.
        Path draft = Files.createTempFile(folder, ".cph-share-", ".tmp");
        try {
            try (RandomAccessFile file = new RandomAccessFile(draft.toFile(), "rw")) {
                Disk disk = decoration.apply(new OpenFile(file));
                disk.write(content);
                disk.sync();
            }
            name(draft, path);
        } finally {
            Files.deleteIfExists(draft);
        }
        syncFolder(folder);
    }

    /** A link fails where the name is taken, and a move to a taken name does not always. */
    private static void name(Path draft, Path path) throws IOException {
        try {
            Files.createLink(path, draft);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // A file system without links.
            Files.move(draft, path);
        }
    }

    /** The name of a new file is safe only when its folder is. Not every platform opens folders. */
    private static void syncFolder(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        boolean synced = false;
        try {
            while (!synced) {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                    synced = true;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted(); // The file is there; what the interrupt ends is the run.
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @param decoration sees what is written, for tests */
    static JournalFile open(Path path, UnaryOperator<Disk> decoration) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw JournalException.missing(path);
        }
        if (!Files.isReadable(path) || !Files.isWritable(path)) {
            throw new AccessDeniedException(path.toString());
        }
        Object identity = identity(path);
        if (!OPEN.add(identity)) {
            throw inUseHere(path);
        }
        try {
            return locked(path, identity, decoration);
        } catch (IOException | RuntimeException e) {
            OPEN.remove(identity);
            throw e;
        }
    }

    /** The same for all names of a file, also where it has several. */
    private static Object identity(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key != null ? key : path.toRealPath();
    }

    private static JournalException inUseHere(Path path) {
        return JournalException.inUse(path, "another run in this process");
    }

    private static JournalFile locked(Path path, Object identity, UnaryOperator<Disk> decoration) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            lock(path, file);
            return new JournalFile(identity, file, decoration);
        } catch (IOException | RuntimeException e) {
            try {
                file.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /** Held until the file is closed. */
    private static void lock(Path path, RandomAccessFile file) throws IOException {
        try {
            FileLock lock = file.getChannel().tryLock();
            if (lock == null) {
                throw JournalException.inUse(path, "another process");
            }
        } catch (OverlappingFileLockException e) {
            throw inUseHere(path); // Of another class loader.
        }
    }

    /**
     * Reads all lines, from the first. What stands behind the last line feed is a line that was being written when the
     * process or the machine died; so is a last line with a NUL in it, since a page that did not reach the disk reads as
     * zeroes. Whatever it should have allowed was not done, because it was never durable. But where it is whole, only its line feed
     * is missing, which somebody may have taken away since.
     *
     * @return where the last whole line ends, with its line feed also where that is missing
     */
    long read(Lines lines) throws IOException, BadLine {
        long good = 0;
        long end = file.length();
        file.seek(0);
        // Not closed: it shares its descriptor with the file, and with that the lock.
        InputStream in = new FileInputStream(file.getFD());
        byte[] buffer = new byte[BUFFER];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int length;
        while ((length = in.read(buffer)) > 0) {
            int from = 0;
            for (int i = 0; i < length; i++) {
                if (buffer[i] == '\n') {
                    line.write(buffer, from, i - from);
                    from = i + 1;
                    byte[] bytes = line.toByteArray();
                    line.reset();
                    if (good + bytes.length + 1 == end && hasNul(bytes)) {
                        break;
                    }
                    lines.next(bytes);
                    good += bytes.length + 1;
                }
            }
            line.write(buffer, from, length - from);
            if (line.size() > LONGEST_LINE) {
                throw new BadLine("is longer than any line of a journal");
            }
        }
        byte[] last = line.toByteArray();
        if (lines.isNext(last)) {
            lines.next(last);
            good += last.length + 1;
        }
        return good;
    }

    /**
     * Goes on at the end of the last whole line: gives it its line feed where that is missing, and takes away what stands behind
     * it.
     *
     * @return how many bytes that was
     */
    long goOnAt(long place) throws IOException {
        long torn = Math.max(0, file.length() - place);
        if (file.length() < place) {
            file.seek(place - 1);
            append(new byte[] {'\n'});
        } else if (torn > 0) {
            file.setLength(place);
            file.getFD().sync();
        }
        file.seek(place);
        return torn;
    }

    private static boolean hasNul(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    /** Adds a line; it is durable when this returns. */
    void append(byte[] line) throws IOException {
        disk.write(line);
        disk.sync();
    }

    @Override
    public void close() throws IOException {
        if (!file.getChannel().isOpen()) {
            return; // Another run may have it by now.
        }
        try {
            disk.close();
        } finally {
            OPEN.remove(identity);
        }
    }

    private record OpenFile(RandomAccessFile file) implements Disk {
        @Override
        public void write(byte[] bytes) throws IOException {
            file.write(bytes);
        }

        @Override
        public void sync() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
