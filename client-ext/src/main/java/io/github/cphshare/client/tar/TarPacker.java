package io.github.cphshare.client.tar;

import static io.github.cphshare.client.tar.BlockReader.BLOCK;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Packs a folder into an archive that {@link TarChecker#strict()} accepts. The same folder gives the same bytes on each run and
 * machine: entries are sorted, times and owners are fixed, modes are 0644 and 0755. There is no entry for the root itself, so
 * that unpacking leaves the existing directory's owner and mode alone.
 *
 * <p>What cannot be packed safely is refused by the rule that an archive would break: links, devices, names that would collide
 * on the phone. Hard-linked files are refused as well; copy them first.
 *
 * <p>Packing ends soon after its thread is interrupted, with an {@link java.io.InterruptedIOException} or a {@link
 * java.nio.channels.ClosedByInterruptException}, and leaves no archive; the thread stays interrupted.
 *
 * <p>Immutable and thread-safe; each {@code with…} method gives a changed copy.
 */
public final class TarPacker {
    private static final int BUFFER = 64 * 1024;
    private static final long LARGEST_OWNER = Header.NumberField.UID.largestOctal();
    private static final long LATEST = Header.NumberField.MTIME.largestOctal();

    private final String root;
    private final long uid;
    private final long gid;
    private final Instant modified;
    private final TarProgress progress;

    private TarPacker(String root, long uid, long gid, Instant modified, TarProgress progress) {
        this.root = root;
        this.uid = uid;
        this.gid = gid;
        this.modified = modified;
        this.progress = progress;
    }

    /**
     * A packer that puts the content of a folder below a root, owned by uid 0 and gid 0, with the time 1970-01-01T00:00:00Z.
     *
     * @param root {@code data} or {@code cache}, the two roots that the service documents
     * @return a packer
     * @throws IllegalArgumentException for another root
     */
    public static TarPacker root(String root) {
        if (!TarPolicy.strict().roots().contains(root)) {
            throw new IllegalArgumentException("the root is data or cache, not '" + Escape.text(root) + "'");
        }
        return new TarPacker(root, 0, 0, Instant.EPOCH, (entries, bytes) -> {});
    }

    /**
     * A copy that gives all entries this owner.
     *
     * @param user the user id, 0 to 2,097,151
     * @param group the group id, 0 to 2,097,151
     * @return the copy
     * @throws IllegalArgumentException if one does not fit
     */
    public TarPacker withOwner(long user, long group) {
        if (user < 0 || user > LARGEST_OWNER || group < 0 || group > LARGEST_OWNER) {
            throw new IllegalArgumentException("an owner lies between 0 and " + LARGEST_OWNER);
        }
        return new TarPacker(root, user, group, modified, progress);
    }

    /**
     * A copy that gives all entries this modification time, cut to whole seconds.
     *
     * @param time between 1970 and 2242, for example that of {@code SOURCE_DATE_EPOCH}
     * @return the copy
     * @throws IllegalArgumentException if it does not fit
     */
    public TarPacker withModificationTime(Instant time) {
        if (time.getEpochSecond() < 0 || time.getEpochSecond() > LATEST) {
            throw new IllegalArgumentException("a modification time lies between 1970 and 2242, not " + time);
        }
        return new TarPacker(root, uid, gid, time, progress);
    }

    /**
     * A copy that tells how much of each archive is written.
     *
     * @param listener who is told; packing on several threads calls it from each of them
     * @return the copy
     */
    public TarPacker withProgress(TarProgress listener) {
        return new TarPacker(root, uid, gid, modified, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Packs a folder. The archive is written beside its final place, synchronized to the disk, checked, and then moved there in
     * one step: at the target lies either what lay there before or the whole archive.
     *
     * @param folder a directory, not a link to one; what it holds comes to lie below the root
     * @param target the archive; a file that is there is replaced; must not lie in the folder
     * @return the report of the strict check of the archive
     * @throws InvalidTarException if something in the folder cannot be packed safely: the report's findings name all such files, with
     *     {@link TarFinding#offset()} −1; or if nothing is in it
     * @throws IOException if a file cannot be read or written, or changes while it is read; or if the target is there and no regular
     *     file
     * @throws IllegalArgumentException if the target lies in the folder
     */
    public TarReport pack(Path folder, Path target) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotDirectoryException(folder.toString());
        }
        // Not normalized: what is above a link is for the system to say.
        Path archive = target.toAbsolutePath();
        Path home = archive.getParent();
        if (home == null || home.toRealPath().startsWith(folder.toRealPath())) {
            throw new IllegalArgumentException("the archive cannot lie in the folder that it is made of");
        }
        if (Files.exists(archive, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(archive, LinkOption.NOFOLLOW_LINKS)) {
            // The move would put a file in the place of a device or a link.
            throw new FileAlreadyExistsException(
                    archive.toString(), null, "is no regular file, and is not replaced by one");
        }
        List<FolderScan.Item> items = new FolderScan(folder, root, TarPolicy.strict()).scan();
        Path part = home.resolve("." + UUID.randomUUID() + ".tar.part");
        try {
            return pack(folder, items, part, archive);
        } catch (FileSystemException e) {
            throw part.toString().equals(e.getFile()) ? about(archive, e) : e;
        }
    }

    private TarReport pack(Path folder, List<FolderScan.Item> items, Path part, Path archive) throws IOException {
        try {
            try (FolderReader files = new FolderReader(folder);
                    FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                write(items, files, out);
                out.force(true);
            }
            TarReport report = TarChecker.strict().check(part).requireAccepted();
            Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE);
            return report;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Nobody gave the name of what is written beside the archive, nor finds it there. */
    private static FileSystemException about(Path archive, FileSystemException e) {
        String file = archive.toString();
        FileSystemException named = e instanceof AccessDeniedException
                ? new AccessDeniedException(file, null, e.getReason())
                : e instanceof NoSuchFileException
                        ? new NoSuchFileException(file, null, e.getReason())
                        : new FileSystemException(file, null, e.getReason());
        named.initCause(e);
        return named;
    }

    private void write(List<FolderScan.Item> items, FolderReader files, FileChannel out) throws IOException {
        progress.expected(items.size(), size(items));
        UstarHeader header = new UstarHeader(uid, gid, modified.getEpochSecond());
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        long entries = 0;
        for (FolderScan.Item item : items) {
            entries++;
            if (item.directory()) {
                writeAll(out, ByteBuffer.wrap(header.write(item.path() + "/", '5', 0755, 0)));
            } else {
                writeAll(out, ByteBuffer.wrap(header.write(item.path(), '0', 0644, item.size())));
                copy(item, files, out, buffer, entries);
                writeAll(out, ByteBuffer.allocate(padding(item)));
            }
        }
        writeAll(out, ByteBuffer.allocate(2 * BLOCK));
        progress.passed(entries, out.position());
    }

    /** All but records for long names. */
    private static long size(List<FolderScan.Item> items) {
        long size = 2 * BLOCK;
        for (FolderScan.Item item : items) {
            size += BLOCK + item.size() + padding(item);
        }
        return size;
    }

    private static int padding(FolderScan.Item item) {
        return (int) (-item.size() & (BLOCK - 1));
    }

    private void copy(FolderScan.Item item, FolderReader files, FileChannel out, ByteBuffer buffer, long entries)
            throws IOException {
        // Before it is opened: of a pipe in its place, nobody may ever open the other end.
        requireUnchanged(item, files);
        long copied = 0;
        try (SeekableByteChannel in = files.open(item.file())) {
            while (in.read(buffer.clear()) >= 0) {
                copied += buffer.flip().remaining();
                if (copied > item.size()) {
                    break;
                }
                writeAll(out, buffer);
                progress.passed(entries, out.position());
            }
        }
        if (copied != item.size()) {
            throw changed(item);
        }
        requireUnchanged(item, files);
    }

    private static void requireUnchanged(FolderScan.Item item, FolderReader files) throws IOException {
        try {
            if (item.isStill(files.attributes(item.file()))) {
                return;
            }
        } catch (NotDirectoryException | NoSuchFileException e) {
            throw (IOException) changed(item).initCause(e);
        }
        throw changed(item);
    }

    private static IOException changed(FolderScan.Item item) {
        return new IOException("The file changed while it was packed: " + Escape.text(item.path()));
    }

    private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
