package io.github.cphshare.client.tar;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.TreeMap;

/** An archive of any size, of which only the headers are kept; bodies read as zeros. */
final class SparseChannel implements SeekableByteChannel {
    private static final int BLOCK = TarBytes.BLOCK;

    private final TreeMap<Long, byte[]> headers = new TreeMap<>();
    private long size;
    private long position;

    SparseChannel entry(String name, long bytes) {
        headers.put(size, TarBytes.header(name).size(bytes).bytes());
        size += BLOCK + (bytes + BLOCK - 1) / BLOCK * BLOCK;
        return this;
    }

    SparseChannel end() {
        size += 2 * BLOCK;
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
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int write(ByteBuffer source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
