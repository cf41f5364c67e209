package io.github.cphshare.client.tar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.function.IntFunction;

/** An archive of any number of empty entries, each made when it is read: so that only the checker needs memory. */
final class ManyEntries implements SeekableByteChannel {
    private static final int BLOCK = TarBytes.BLOCK;

    private final int count;
    private final IntFunction<byte[]> headers;
    private long position;

    ManyEntries(int count, IntFunction<byte[]> headers) {
        this.count = count;
        this.headers = headers;
    }

    /** Checks as many entries as its argument says, and prints what was found: run in a JVM with little heap. */
    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        ManyEntries archive = new ManyEntries(
                count, i -> TarBytes.header("data/" + i % 1000 + "/file-" + i).bytes());
        System.out.print(TarChecker.strict().check(archive));
    }

    @Override
    public int read(ByteBuffer target) {
        int block = (int) (position / BLOCK);
        if (block >= count + 2) {
            return -1;
        }
        byte[] bytes = block < count ? headers.apply(block) : new byte[BLOCK];
        int from = (int) (position % BLOCK);
        int length = Math.min(target.remaining(), BLOCK - from);
        target.put(bytes, from, length);
        position += length;
        return length;
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
        return (count + 2L) * BLOCK;
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
