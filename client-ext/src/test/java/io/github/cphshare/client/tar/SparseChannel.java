package io.github.cphshare.client.tar;

import java.nio.ByteBuffer;
import java.util.TreeMap;

/** An archive of any size, of which only the headers are kept; bodies read as zeros. */
final class SparseChannel extends ReadOnlyChannel {
    private static final int BLOCK = TarBytes.BLOCK;

    private final TreeMap<Long, byte[]> headers = new TreeMap<>();
    private long size;

    SparseChannel entry(String name, long bytes) {
        headers.put(size, TarBytes.header(name).size(bytes).bytes());
        size += BLOCK + (bytes + BLOCK - 1) / BLOCK * BLOCK;
        return this;
    }

    SparseChannel end() {
        return zeroes(2 * BLOCK);
    }

    SparseChannel zeroes(long bytes) {
        size += bytes;
        return this;
    }

    @Override
    public int read(ByteBuffer target) {
        if (position >= size) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), size - position);
        byte[] bytes = new byte[count];
        headers.subMap(position / BLOCK * BLOCK, position + count).forEach((offset, header) -> {
            for (int i = 0; i < BLOCK; i++) {
                long at = offset + i - position;
                if (at >= 0 && at < count) {
                    bytes[(int) at] = header[i];
                }
            }
        });
        target.put(bytes);
        position += count;
        return count;
    }

    @Override
    public long size() {
        return size;
    }
}
