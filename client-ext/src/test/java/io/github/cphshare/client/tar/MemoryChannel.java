package io.github.cphshare.client.tar;

import java.nio.ByteBuffer;

/** A channel over an array, or over an archive too large for one; counts what is read of it. */
final class MemoryChannel extends ReadOnlyChannel {
    private final byte[] start;
    private final long size;
    private long bytesRead;
    private int reads;

    MemoryChannel(byte[] bytes) {
        this(bytes, bytes.length);
    }

    /** These bytes, and zeros up to the size. */
    MemoryChannel(byte[] start, long size) {
        this.start = start;
        this.size = size;
    }

    long bytesRead() {
        return bytesRead;
    }

    int reads() {
        return reads;
    }

    @Override
    public int read(ByteBuffer target) {
        if (position >= size) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), size - position);
        for (int i = 0; i < count; i++, position++) {
            target.put(position < start.length ? start[(int) position] : 0);
        }
        bytesRead += count;
        reads++;
        return count;
    }

    @Override
    public long size() {
        return size;
    }
}
