package io.github.cphshare.client.tar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/** An archive of any number of empty entries, each made when it is read: so that only the checker needs memory. */
final class ManyEntries extends ReadOnlyChannel {
    private static final int BLOCK = TarBytes.BLOCK;

    private final int count;
    private final IntFunction<byte[]> headers;

    ManyEntries(int count, IntFunction<byte[]> headers) {
        this.count = count;
        this.headers = headers;
    }

    /**
     * Checks as many entries as its first argument says, in as many directories as the second, and prints what was found: run in
     * a JVM with little heap.
     */
    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        int directories = Integer.parseInt(arguments[1]);
        byte[] pattern = TarBytes.header("data/").bytes();
        ManyEntries archive = new ManyEntries(count, i -> named(pattern, "data/" + i % directories + "/file-" + i));
        System.out.print(TarChecker.strict().check(archive));
    }

    /** A header like another one: made from nothing, a million of them take longer than their check. */
    private static byte[] named(byte[] pattern, String name) {
        byte[] header = pattern.clone();
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, 0, bytes.length);
        return TarBytes.H.withChecksum(header);
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
    public long size() {
        return (count + 2L) * BLOCK;
    }
}
