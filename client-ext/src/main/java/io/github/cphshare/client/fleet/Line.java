package io.github.cphshare.client.fleet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The outer form of a line: its checksum in eight hexadecimal digits, a blank, a text, a line feed. The checksum is a
 * CRC32C over the checksum of the line before and the text: so also a line that was taken out, put in or moved shows.
 */
final class Line {
    /** What stands before the text. */
    private static final int PREFIX = 9;

    private Line() {}

    /** The bytes of a line, line feed included. */
    static byte[] of(int before, String text) {
        return (HexFormat.of().toHexDigits(checksum(before, text.getBytes(UTF_8))) + " " + text + "\n").getBytes(UTF_8);
    }

    /** The checksum that a line carries. */
    static int checksumIn(byte[] line) throws BadLine {
        try {
            if (line.length < PREFIX || line[PREFIX - 1] != ' ') {
                throw new BadLine("does not begin with a checksum");
            }
            return HexFormat.fromHexDigits(new String(line, 0, PREFIX - 1, US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new BadLine("does not begin with a checksum");
        }
    }

    /** The text of a line that was given without its line feed. */
    static String text(int before, byte[] line) throws BadLine {
        byte[] text = new byte[Math.max(0, line.length - PREFIX)];
        int told = checksumIn(line);
        System.arraycopy(line, PREFIX, text, 0, text.length);
        // Only as we write it: one line has one spelling.
        boolean lowerCase =
                new String(line, 0, PREFIX - 1, US_ASCII).equals(HexFormat.of().toHexDigits(told));
        if (!lowerCase || told != checksum(before, text)) {
            throw new BadLine("was changed after it was written, or is not the next one: its checksum does not fit");
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
        } catch (CharacterCodingException e) {
            throw new BadLine("is not UTF-8");
        }
    }

    private static int checksum(int before, byte[] text) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, before));
        crc.update(text, 0, text.length);
        return (int) crc.getValue();
    }
}
