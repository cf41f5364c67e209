package io.github.cphshare.simulator;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What lies in the shared storage of one server: a snapshot, immutable and thread-safe. Paths are absolute, such as
 * {@code /data/app/a.txt}, and sorted.
 */
public final class SharedStorage {
    static final SharedStorage EMPTY = new SharedStorage(new TreeMap<>(), new TreeSet<>());

    /** What a directory takes on most file systems, and in the documented example of a listing. */
    private static final long DIRECTORY_SIZE = 4096;

    private final SortedMap<String, ByteBuffer> contents;
    private final SortedSet<String> directories;

    private SharedStorage(SortedMap<String, ByteBuffer> contents, SortedSet<String> directories) {
        this.contents = contents;
        this.directories = directories;
    }

    /**
     * The files and their sizes.
     *
     * @return path and size in bytes; unmodifiable
     */
    public SortedMap<String, Long> files() {
        TreeMap<String, Long> sizes = new TreeMap<>();
        contents.forEach((path, content) -> sizes.put(path, (long) content.remaining()));
        return Collections.unmodifiableSortedMap(sizes);
    }

    /**
     * The directories, those included that an archive only implies.
     *
     * @return their paths, without a closing slash; unmodifiable
     */
    public SortedSet<String> directories() {
        return Collections.unmodifiableSortedSet(directories);
    }

    /**
     * What a file holds.
     *
     * @param path absolute path
     * @return a copy of its bytes; empty if there is no such file
     */
    public Optional<byte[]> read(String path) {
        ByteBuffer content = contents.get(path);
        if (content == null) {
            return Optional.empty();
        }
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return Optional.of(bytes);
    }

    /** All bytes of all files. */
    long bytes() {
        return contents.values().stream().mapToLong(ByteBuffer::remaining).sum();
    }

    /** What lies in a directory, by name; empty if there is no such directory. */
    Optional<List<Item>> list(String directory) {
        if (!directories.contains(directory)) {
            return Optional.empty();
        }
        SortedMap<String, Item> items = new TreeMap<>();
        String prefix = directory + "/";
        for (Map.Entry<String, ByteBuffer> file : contents.tailMap(prefix).entrySet()) {
            if (!file.getKey().startsWith(prefix)) {
                break;
            }
            String name = file.getKey().substring(prefix.length());
            if (name.indexOf('/') < 0) {
                items.put(name, new Item(name, file.getValue().remaining()));
            }
        }
        for (String path : directories.tailSet(prefix)) {
            if (!path.startsWith(prefix)) {
                break;
            }
            String name = path.substring(prefix.length());
            if (name.indexOf('/') < 0) {
                items.put(name, new Item(name, DIRECTORY_SIZE));
            }
        }
        return Optional.of(List.copyOf(items.values()));
    }

    /** An entry of a directory. */
    record Item(String name, long size) {}

    /** This storage after an archive was unpacked over it: files replace files, and all of it arrives or nothing. */
    SharedStorage plus(List<TarEntry> entries) throws BadArchive {
        SharedStorage after = new SharedStorage(new TreeMap<>(contents), new TreeSet<>(directories));
        Set<String> written = new HashSet<>();
        for (TarEntry entry : entries) {
            after.add(entry, written);
        }
        return after;
    }

    private void add(TarEntry entry, Set<String> written) throws BadArchive {
        String path = entry.path();
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            addDirectory(path.substring(0, slash));
        }
        ByteBuffer content = entry.content();
        if (content == null) {
            addDirectory(path);
        } else if (directories.contains(path)) {
            throw new BadArchive("the file " + path + " would replace a directory");
        } else if (!written.add(path)) {
            throw new BadArchive("the file " + path + " is in the archive twice");
        } else {
            contents.put(path, content);
        }
    }

    private void addDirectory(String path) throws BadArchive {
        if (contents.containsKey(path)) {
            throw new BadArchive("the directory " + path + " would replace a file");
        }
        directories.add(path);
    }

    @Override
    public String toString() {
        return files().toString();
    }
}
