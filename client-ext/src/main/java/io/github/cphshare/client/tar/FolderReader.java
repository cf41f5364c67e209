package io.github.cphshare.client.tar;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;

/**
 * Opens the files of a folder. Where the system can, each is opened from its directory, and that from the one above it: a link
 * that takes a directory's place, however shortly, leads nowhere. Elsewhere files are opened by their paths.
 */
final class FolderReader implements Closeable {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final Path folder;

    // From the file's directory up to the folder; empty where files are opened by their paths.
    private final Deque<Step> way = new ArrayDeque<>();

    /** A directory, as it lies in the folder, that is held open. */
    private record Step(Path path, SecureDirectoryStream<Path> directory) {}

    @SuppressWarnings("StreamResourceLeak") // Closed with the reader.
    FolderReader(Path folder) throws IOException {
        this.folder = folder;
        DirectoryStream<Path> top = Files.newDirectoryStream(folder);
        if (top instanceof SecureDirectoryStream<Path> secure) {
            way.push(new Step(folder.relativize(folder), secure));
        } else {
            top.close();
        }
    }

    /** What lies at a path in the folder. */
    BasicFileAttributes attributes(Path file) throws IOException {
        if (way.isEmpty()) {
            return Files.readAttributes(folder.resolve(file), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }
        try {
            return attributes(directoryOf(file), file.getFileName());
        } catch (AccessDeniedException e) {
            throw whole(file, e);
        }
    }

    /** Opens what lies at a path in the folder. Of a pipe, it would wait for somebody to write: look at the attributes before. */
    SeekableByteChannel open(Path file) throws IOException {
        if (way.isEmpty()) {
            return byPath(folder.resolve(file));
        }
        try {
            return directoryOf(file).newByteChannel(file.getFileName(), READ);
        } catch (AccessDeniedException e) {
            throw whole(file, e);
        }
    }

    private static SeekableByteChannel byPath(Path file) throws IOException {
        try {
            return Files.newByteChannel(file, READ);
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            // A file system that has no links, as that of a zip, takes no word about them.
            return Files.newByteChannel(file);
        }
    }

    /** Files come in the order of the archive, so that most lie beside the one before. */
    private SecureDirectoryStream<Path> directoryOf(Path file) throws IOException {
        int depth = file.getNameCount() - 1;
        while (way.size() > 1
                && !(depth >= way.size() - 1 && file.startsWith(way.element().path()))) {
            way.pop().directory().close();
        }
        while (way.size() - 1 < depth) {
            enter(file.subpath(0, way.size()));
        }
        return way.element().directory();
    }

    private void enter(Path directory) throws IOException {
        SecureDirectoryStream<Path> above = way.element().directory();
        Path name = directory.getFileName();
        if (!attributes(above, name).isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
        way.push(new Step(directory, above.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)));
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        return directory
                .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    /** From a directory, the system tells the last name only. */
    private AccessDeniedException whole(Path file, AccessDeniedException e) {
        AccessDeniedException named =
                new AccessDeniedException(folder.resolve(file).toString(), null, e.getReason());
        named.initCause(e);
        return named;
    }

    @Override
    public void close() throws IOException {
        close(way.stream().map(Step::directory).iterator());
        way.clear();
    }

    /** All of them, also where one fails; its failure tells of the later ones. */
    static void close(Iterator<? extends Closeable> all) throws IOException {
        IOException failure = null;
        while (all.hasNext()) {
            try {
                all.next().close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
