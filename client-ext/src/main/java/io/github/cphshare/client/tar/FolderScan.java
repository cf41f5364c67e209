package io.github.cphshare.client.tar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Lists a folder as the entries of an archive, and judges each by the rules that an archive is judged by. */
final class FolderScan {
    // As in st_mode of POSIX.
    private static final int FILE_TYPE = 0_170000;
    private static final int FIFO = 0_010000;
    private static final int CHARACTER_DEVICE = 0_020000;
    private static final int BLOCK_DEVICE = 0_060000;

    /** What Java puts in place of bytes of a file's name that it cannot decode: two names may become one. */
    private static final char UNREADABLE = '\uFFFD';

    /**
     * A file or directory to be packed.
     *
     * @param file where it is in the folder
     * @param path what it will be called, without a slash behind it
     * @param attributes what it was when the folder was looked through
     */
    record Item(Path file, String path, BasicFileAttributes attributes) {
        boolean directory() {
            return attributes.isDirectory();
        }

        /** The bytes of its body. */
        long size() {
            return directory() ? 0 : attributes.size();
        }

        /** Whether what is there now is the same file, unchanged. */
        boolean isStill(BasicFileAttributes now) {
            return Objects.equals(now.fileKey(), attributes.fileKey())
                    && now.size() == attributes.size()
                    && now.lastModifiedTime().equals(attributes.lastModifiedTime());
        }
    }

    /** By the bytes of the path, a slash before all else: a directory stands before what it holds, in any locale. */
    private static final Comparator<Item> BY_BYTES =
            Comparator.comparing(item -> item.path().replace('/', '\0').getBytes(UTF_8), Arrays::compareUnsigned);

    private final Path folder;
    private final String root;
    private final TarPolicy policy;
    private final Findings findings;
    private final PathRules paths;
    private final Names names;
    private final List<Item> items = new ArrayList<>();
    private final boolean unix;
    private final long mostEntries;
    private final long mostBytes;
    private long totalSize;

    FolderScan(Path folder, String root, TarPolicy policy) {
        this.folder = folder;
        this.root = root;
        this.policy = policy;
        this.findings = new Findings(policy);
        this.paths = new PathRules(policy, findings);
        this.unix = folder.getFileSystem().supportedFileAttributeViews().contains("unix");
        this.names = new Names(policy, findings);
        this.mostEntries = policy.limit(TarLimit.ENTRIES);
        this.mostBytes = policy.limit(TarLimit.TOTAL_SIZE);
    }

    /**
     * The entries in the order of the archive.
     *
     * @throws InvalidTarException if something in the folder cannot be packed
     */
    List<Item> scan() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                return directory.equals(folder) ? FileVisitResult.CONTINUE : add(directory, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                return add(file, attributes);
            }
        });
        items.sort(BY_BYTES);
        findings.report(items.size(), totalSize).requireAccepted();
        return items;
    }

    private FileVisitResult add(Path file, BasicFileAttributes attributes) throws IOException {
        Interruption.check();
        Path relative = folder.relativize(file);
        String path = root;
        for (Path component : relative) {
            path += "/" + component;
        }
        findings.atFile(path);
        if (path.indexOf(UNREADABLE) >= 0) {
            findings.add(
                    TarRule.PATH_NOT_UTF8,
                    "The file's name is no text in the character set of this Java ("
                            + System.getProperty("sun.jnu.encoding") + ")");
            return FileVisitResult.CONTINUE;
        }
        if (!isPlain(file, attributes)) {
            return FileVisitResult.CONTINUE;
        }
        if (items.size() == mostEntries) {
            // Here and not behind the packing, where the check would say so; and no more are held.
            findings.add(
                    TarRule.ARCHIVE_TOO_MANY_ENTRIES,
                    "The folder has more than " + mostEntries + " files and directories");
            return FileVisitResult.TERMINATE;
        }
        boolean directory = attributes.isDirectory();
        byte[] canonical = paths.check(path.getBytes(UTF_8), directory);
        if (canonical != null) {
            names.add(canonical, directory ? Names.Kind.DIRECTORY : Names.Kind.FILE, 0, 0);
        }
        if (UstarHeader.needsRecord(directory ? path + "/" : path)
                && !Normalizer.isNormalized(path, Normalizer.Form.NFC)) {
            findings.add(
                    TarRule.PATH_NOT_NFC,
                    Severity.ERROR,
                    "The path is too long for a header, and in a record it would have to be in composed form");
        }
        Item item = new Item(relative, path, attributes);
        if (item.size() > policy.limit(TarLimit.ENTRY_SIZE)) {
            findings.add(TarRule.ENTRY_TOO_LARGE, "The file has " + item.size() + " bytes");
        }
        totalSize += item.size();
        items.add(item);
        if (totalSize > mostBytes) {
            findings.add(TarRule.ARCHIVE_TOO_LARGE, "All files up to here have " + totalSize + " bytes");
            return FileVisitResult.TERMINATE;
        }
        return FileVisitResult.CONTINUE;
    }

    private boolean isPlain(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            findings.add(TarRule.ENTRY_SYMLINK, "The file is a symbolic link");
            return false;
        }
        if (attributes.isDirectory()) {
            return true;
        }
        if (attributes.isRegularFile()) {
            if (unix && (int) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1) {
                findings.add(TarRule.ENTRY_HARDLINK, "The file has more than one hard link");
                return false;
            }
            return true;
        }
        int mode = unix ? (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) : 0;
        switch (mode & FILE_TYPE) {
            case FIFO -> findings.add(TarRule.ENTRY_FIFO, "The file is a named pipe");
            case CHARACTER_DEVICE, BLOCK_DEVICE -> findings.add(TarRule.ENTRY_DEVICE, "The file is a device");
            default -> findings.add(TarRule.ENTRY_TYPE_UNSUPPORTED, "The file is a socket or the like");
        }
        return false;
    }
}
