package io.github.cphshare.client.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** What other tools leave on the disk when they unpack archives: what a phone would hold. */
enum Extraction {
    GNU_TAR("tar", "tar -xomf"),
    /** Without extended attributes, which the temporary folder's file system may not be able to hold. */
    BSDTAR("bsdtar", "bsdtar --no-xattrs -xomf"),
    BUSYBOX("busybox", "busybox tar -xomf"),
    PYTHON("python3", "") {
        @Override
        List<String> command() {
            return List.of("python3", "-c", """
                    import sys, tarfile
                    for pair in sys.stdin.read().splitlines():
                        archive, folder = pair.split('|')
                        try:
                            with tarfile.open(archive, 'r:') as tar:
                                tar.extractall(folder, filter='data')
                        except Exception as e:
                            print(archive, repr(e))
                    """);
        }

        /** Without the filter, Python writes to absolute paths; it came with Python 3.11.4 and its kin. */
        @Override
        boolean isThere() throws IOException, InterruptedException {
            return super.isThere() && Witness.succeeds("python3", "-c", "import tarfile; tarfile.data_filter");
        }
    };

    /** One process for many archives: says which fail, and goes on. */
    private static final String EACH = """
            while IFS='|' read -r archive folder; do
              output=$("$@" "$archive" -C "$folder" 2>&1) || echo "$archive: $output"
            done
            """;

    /**
     * What lies at a path.
     *
     * @param type {@code file}, {@code directory} or another word
     * @param size the size of a file
     * @param hash of a file's content
     */
    record Thing(String type, long size, String hash) {
        private static final Thing DIRECTORY = new Thing("directory", 0, "");

        private static Thing file(byte[] content) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
                return new Thing("file", content.length, HexFormat.of().formatHex(digest));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final String program;
    private final String command;

    Extraction(String program, String command) {
        this.program = program;
        this.command = command;
    }

    List<String> command() {
        List<String> all = new ArrayList<>(List.of("sh", "-c", EACH, "sh"));
        all.addAll(List.of(command.split(" ", -1)));
        return all;
    }

    boolean isThere() throws IOException, InterruptedException {
        return Witness.has("sh") && Witness.has(program);
    }

    /** Unpacks each archive into a folder of its own below {@code out}, and gives what lies there then. */
    List<SortedMap<String, Thing>> unpack(List<Path> archives, Path out) throws IOException, InterruptedException {
        StringBuilder pairs = new StringBuilder();
        List<Path> folders = new ArrayList<>();
        for (Path archive : archives) {
            Path folder = Files.createDirectories(out.resolve(name()).resolve(archive.getFileName()));
            pairs.append(archive).append('|').append(folder).append('\n');
            folders.add(folder);
        }
        assertThat(Witness.run(out, pairs.toString(), command())).as(name()).isEmpty();
        // An archive may forbid to look into its directories; root looks anyway.
        Witness.run(out, "chmod", "-R", "u+rwX", name());
        List<SortedMap<String, Thing>> trees = new ArrayList<>();
        for (Path folder : folders) {
            trees.add(tree(folder));
        }
        return trees;
    }

    private static SortedMap<String, Thing> tree(Path folder) throws IOException {
        SortedMap<String, Thing> tree = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(path -> !path.equals(folder)).forEach(path -> tree.put(name(folder, path), thing(path)));
        }
        return tree;
    }

    /** By way of URIs, which keep the bytes of a name also where Java runs in a locale that cannot read them. */
    private static String name(Path folder, Path path) {
        return folder.toUri().relativize(path.toUri()).getPath().replaceFirst("/$", "");
    }

    private static Thing thing(Path path) {
        try {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                return Thing.DIRECTORY;
            }
            return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    ? Thing.file(Files.readAllBytes(path))
                    : new Thing("neither file nor directory", 0, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Commons Compress reads, as it would lie on a disk. */
    static SortedMap<String, Thing> commonsCompress(Path archive) throws IOException {
        SortedMap<String, Thing> tree = new TreeMap<>();
        try (InputStream in = Files.newInputStream(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String path = entry.getName().replaceFirst("^(\\./|/)", "").replaceFirst("/$", "");
                for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                    tree.put(path.substring(0, slash), Thing.DIRECTORY);
                }
                if (!path.isEmpty() && !path.equals(".")) {
                    tree.put(path, entry.isDirectory() ? Thing.DIRECTORY : Thing.file(tar.readAllBytes()));
                }
            }
        }
        return tree;
    }
}
