package io.github.cphshare.client.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognizes what else than a tar a file is, by its first bytes. */
final class Compression {
    /**
     * A format and its first bytes.
     *
     * @param magic in hexadecimal digits, of which a dot is any
     */
    private record Format(String name, String magic) {
        boolean begins(String start) {
            if (start.length() < magic.length()) {
                return false;
            }
            for (int i = 0; i < magic.length(); i++) {
                if (magic.charAt(i) != '.' && magic.charAt(i) != start.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final int LONGEST_MAGIC = 9;

    private static final List<Format> FORMATS = List.of(
            new Format("gzip", "1f8b"),
            // The level is a digit; behind it comes a block, or the end. "BZh" alone may begin the name of a folder.
            new Format("bzip2", "425a683.31"),
            new Format("bzip2", "425a683.17"),
            new Format("xz", "fd377a585a00"),
            new Format("zstd", "28b52ffd"),
            new Format("lz4", "04224d18"),
            new Format("lz4", "02214c18"),
            // Before the data of both may stand a frame to be skipped.
            new Format("zstd or lz4", "5.2a4d18"),
            new Format("compress (.Z)", "1f9d"),
            new Format("lzip", "4c5a4950"),
            new Format("lzop", "894c5a4f000d0a1a0a"),
            new Format("lzma", "5d0000"),
            // Behind any properties, the one size of a dictionary that a name can hold. Python takes it for a
            // beginning.
            new Format("lzma", "..ffffffff"),
            new Format("7z", "377abcaf271c"),
            new Format("zip", "504b0304"),
            new Format("zip", "504b0506"),
            new Format("rar", "526172211a07"),
            new Format("rpm", "edabeedb"));

    /** A line that bsdtar decodes from, wherever it stands in text. */
    private static final Pattern UUENCODED = Pattern.compile("(^|[\n\r])begin(-base64)? [0-7]{3}[^\n\r]*[\n\r]");

    private Compression() {}

    /** The name of the format that these bytes begin, or {@code null}. */
    static @Nullable String of(byte[] bytes) {
        String start = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, LONGEST_MAGIC));
        for (Format format : FORMATS) {
            if (format.begins(start)) {
                return format.name;
            }
        }
        String text = new String(Bytes.untilNul(bytes), ISO_8859_1);
        return UUENCODED.matcher(text).find() ? "uuencode" : null;
    }
}
