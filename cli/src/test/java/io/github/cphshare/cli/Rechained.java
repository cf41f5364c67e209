package io.github.cphshare.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;

/** A journal as another run would have written it. */
final class Rechained {
    private static final int CHECKSUM_AND_BLANK = 9;

    private Rechained() {}

    /** Changes the text of lines, and makes the checksums fit that chain them. */
    static void lines(Path journal, UnaryOperator<String> change) throws IOException {
        List<String> lines = new ArrayList<>();
        int before = 0;
        for (String line : Files.readAllLines(journal)) {
            String text = change.apply(line.substring(CHECKSUM_AND_BLANK));
            CRC32C checksum = new CRC32C();
            checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, before));
            checksum.update(text.getBytes(UTF_8));
            before = (int) checksum.getValue();
            lines.add("%08x %s".formatted(before, text));
        }
        Files.write(journal, lines);
    }
}
