package io.github.cphshare.benchmarks.tar;

import io.github.cphshare.client.tar.TarChecker;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarFile;

/** A way over an archive, in a JVM of its own. */
enum TarPass {
    /** The floor: a read for each header. */
    WALK_BY_HEADER {
        @Override
        long run(Path archive) throws IOException {
            return HeaderWalk.BY_HEADER.entries(archive);
        }
    },
    /** The floor: a read for each 64 KiB. */
    WALK_BY_WINDOW {
        @Override
        long run(Path archive) throws IOException {
            return HeaderWalk.BY_WINDOW.entries(archive);
        }
    },
    /** Ours. */
    CHECK {
        @Override
        long run(Path archive) throws IOException {
            return TarChecker.strict().check(archive).requireAccepted().entries();
        }
    },
    /** Commons Compress, from the beginning to the end. */
    COMPRESS_STREAM {
        @Override
        long run(Path archive) throws IOException {
            long entries = 0;
            try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), WINDOW);
                    TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
                while (tar.getNextEntry() != null) {
                    entries++;
                }
            }
            return entries;
        }
    },
    /** Commons Compress, by an index that it makes first. */
    COMPRESS_FILE {
        @Override
        long run(Path archive) throws IOException {
            try (TarFile tar = new TarFile(archive)) {
                return tar.getEntries().size();
            }
        }
    },
    /** All bytes, as whoever uploads the archive has to read them. */
    SHA_256 {
        @Override
        long run(Path archive) throws IOException {
            try (InputStream in = Files.newInputStream(archive)) {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                byte[] buffer = new byte[1 << 20];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
                return digest.digest()[0];
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    };

    private static final int WINDOW = 64 * 1024;
    private static final int FEWEST = 2;
    private static final long SLOW_NANOS = 1_000_000_000;

    /** Gives something that depends on all of it. */
    abstract long run(Path archive) throws IOException;

    /**
     * Goes over the file that the third argument names in the way that the first one names, as often as the second one says,
     * and prints the milliseconds of each time. Counted and not by time, lest a slow one be called warm that is not; only who
     * still takes more than a second the second time is let off the rest.
     */
    public static void main(String[] arguments) throws IOException {
        TarPass pass = valueOf(arguments[0]);
        int most = Integer.parseInt(arguments[1]);
        Path archive = Path.of(arguments[2]);
        StringBuilder times = new StringBuilder();
        long results = 0;
        long took = 0;
        for (int i = 0; i < most && (i < FEWEST || took < SLOW_NANOS); i++) {
            long start = System.nanoTime();
            results += pass.run(archive);
            took = System.nanoTime() - start;
            times.append(String.format(Locale.ROOT, "%.3f ", took / 1e6));
        }
        // The results as well, lest somebody optimise the work away.
        System.out.println(times + "of " + results);
    }
}
