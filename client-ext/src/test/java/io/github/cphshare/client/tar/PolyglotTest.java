package io.github.cphshare.client.tar;

import static io.github.cphshare.client.tar.TarBytes.archive;
import static io.github.cphshare.client.tar.TarBytes.header;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file that is two archives: what a tar reader sees, and what one sees that unpacks by itself. */
class PolyglotTest {
    private static final int GZIP_HEADER = 12;

    @TempDir
    private Path folder;

    /** The header of a PAX record is the extra field of gzip, and the comment in it what gzip unpacks. */
    private static byte[] tarAndGzip(byte[] hidden) throws IOException {
        String comment = new String(deflated(hidden), ISO_8859_1);
        // As long as it is, its length has two digits.
        int length = comment.length() + "12 comment=\n".length();
        byte[] record = (length + " comment=" + comment + "\n").getBytes(ISO_8859_1);
        int skipped = TarBytes.BLOCK + (length + " comment=").length() - GZIP_HEADER;
        byte[] name = ByteBuffer.allocate(GZIP_HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("\u001f\u008b\b\u0004abcde\u0003".getBytes(ISO_8859_1))
                .putShort((short) skipped)
                .array();
        return archive()
                .entry(header("").put(0, name).type('x'), record)
                .file("data/shown")
                .end();
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(9, true))) {
            deflater.write(bytes);
        }
        CRC32 sum = new CRC32();
        sum.update(bytes);
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) sum.getValue())
                .putInt(bytes.length)
                .array());
        return out.toByteArray();
    }

    @Test
    void a_tar_that_python_takes_for_a_gzip_of_other_files_is_refused() throws Exception {
        Path file = Files.write(
                folder.resolve("test.tar"),
                tarAndGzip(archive().file("data/hidden").end()));

        TarReport report = TarChecker.strict().check(file);

        assertThat(report.findings()).extracting(TarFinding::rule).containsExactly(TarRule.ARCHIVE_COMPRESSED);
        assumeTrue(Witness.has("python3"), "no python3 here");
        // As most programs call it: to take whatever format fits.
        assertThat(Witness.run(folder, "python3", "-c", "import tarfile; print(*tarfile.open('test.tar').getnames())"))
                .isEqualTo("data/hidden\n");
        assertThat(Witness.commonsCompress(file)).extracting(Witness.Seen::path).containsExactly("data/shown");
    }
}
