package io.github.cphshare.client.tar;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recognizes what else than a tar a file is, by its first bytes. */
final class Compression {
    private record Format(String name, String magic) {}

    private static final int LONGEST_MAGIC = 9;

    private static final List<Format> FORMATS = List.of(
            new Format("gzip", "1f8b"),
            new Format("bzip2", "425a68"),
            new Format("xz", "fd377a585a00"),
            new Format("zstd", "28b52ffd"),
            new Format("lz4", "04224d18"),
            new Format("compress (.Z)", "1f9d"),
            new Format("lzip", "4c5a4950"),
            new Format("lzop", "894c5a4f000d0a1a0a"),
            new Format("lzma", "5d0000"),
            new Format("7z", "377abcaf271c"),
            new Format("zip", "504b0304"),
            new Format("zip", "504b0506"),
            new Format("rar", "526172211a07"));

    private Compression() {}

    /** The name of the format that these bytes begin, or {@code null}. */
    static @Nullable String of(byte[] bytes) {
        String start = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, LONGEST_MAGIC));
        for (Format format : FORMATS) {
            if (start.startsWith(format.magic)) {
                return format.name;
            }
        }
        return null;
    }
}
