package io.github.cphshare.benchmarks.tar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The least that any reader does: goes from header to header by the size in each, and checks nothing. The floor that a check is
 * measured against; only for archives of plain headers.
 */
enum HeaderWalk {
    /** Reads each header by itself: best where bodies are large. */
    BY_HEADER {
        @Override
        long entries(Path archive) throws IOException {
            try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.READ)) {
                ByteBuffer header = ByteBuffer.allocateDirect(BLOCK);
                long entries = 0;
                long offset = 0;
                while (channel.read(header.clear(), offset) == BLOCK && header.get(0) != 0) {
                    entries++;
                    offset += BLOCK + padded(size(header, 0));
                }
                return entries;
            }
        }
    },

    /** Reads 64 KiB at a time, and jumps where a body reaches beyond them: best where bodies are small. */
    BY_WINDOW {
        @Override
        long entries(Path archive) throws IOException {
            try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.READ)) {
                ByteBuffer window = ByteBuffer.allocateDirect(WINDOW);
                window.limit(0);
                long start = 0;
                long offset = 0;
                long entries = 0;
                while (true) {
                    long at = offset - start;
                    if (at + BLOCK > window.limit()) {
                        window.clear();
                        start = offset;
                        at = 0;
                        if (channel.read(window, start) < BLOCK) {
                            return entries;
                        }
                        window.flip();
                    }
                    int header = (int) at;
                    if (window.get(header) == 0) {
                        return entries;
                    }
                    entries++;
                    offset += BLOCK + padded(size(window, header));
                }
            }
        }
    };

    private static final int BLOCK = 512;
    private static final int WINDOW = 64 * 1024;
    private static final int SIZE = 124;
    private static final int SIZE_DIGITS = 11;

    abstract long entries(Path archive) throws IOException;

    static long size(ByteBuffer bytes, int header) {
        long size = 0;
        for (int i = header + SIZE; i < header + SIZE + SIZE_DIGITS; i++) {
            size = size << 3 | (bytes.get(i) - '0');
        }
        return size;
    }

    static long padded(long size) {
        return (size + BLOCK - 1) & -BLOCK;
    }
}
