package io.github.cphshare.client.tar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Reads an archive block by block.
 *
 * <p>How much is read at once adapts: after a jump it is little, because the next body will probably be jumped over too; as
 * long as reading goes on, it is twice as much each time. So small files cost one read for many headers, and large bodies cost
 * nothing.
 */
final class BlockReader {
    static final int BLOCK = 512;

    /** A jump over less costs more than it saves. */
    private static final int SMALLEST_JUMP = 4 * 1024;

    private static final int SMALLEST_READ = BLOCK;

    /** Behind so much that was read without a jump, and for the most part passed over, more of the same is to be expected. */
    private static final int LONG_RUN = 1024 * 1024;

    private static final byte[] ZEROES = new byte[16 * 1024];

    private final ByteSource source;
    private final LongConsumer progress;
    private ByteBuffer window = ByteBuffer.allocate(0);

    /** The beginning of what was not yet taken, as far as it was looked at. */
    private final byte[] block = new byte[BLOCK];

    private int peeked;
    private int nextRead;
    private long offset;

    /** Where the last jump ended, and how much was passed over since then. */
    private long runStart;

    private long passedOver;

    BlockReader(ByteSource source, LongConsumer progress) {
        this.source = source;
        this.progress = progress;
        // A stream has to be read to its end whatever happens.
        this.nextRead = source.canSkip() ? SMALLEST_READ : ByteSource.LARGEST_READ;
    }

    /** How many bytes were taken so far. */
    long offset() {
        return offset;
    }

    /** Looks ahead at one block. Gives 512, or what is left at the end of the archive. */
    int peek() throws IOException {
        while (peeked < BLOCK && available()) {
            int part = Math.min(BLOCK - peeked, window.remaining());
            window.get(block, peeked, part);
            peeked += part;
        }
        return peeked;
    }

    /** Whether the bytes that {@link #peek} saw are all zero. */
    boolean peekedIsZero() {
        if (peeked > 0 && block[0] != 0) {
            // As every header: its name comes first.
            return false;
        }
        return Arrays.equals(block, 0, peeked, ZEROES, 0, peeked);
    }

    /** The header that {@link #peek} saw, where it lies: it holds until the next look ahead. */
    Header peekedHeader() {
        return new Header(block);
    }

    /** A copy of the bytes that {@link #peek} saw. */
    byte[] peeked() {
        return Arrays.copyOf(block, peeked);
    }

    /** Takes {@code count} bytes, or what is left of them. */
    byte[] take(int count) throws IOException {
        byte[] bytes = new byte[count];
        int filled = Math.min(count, peeked);
        System.arraycopy(block, 0, bytes, 0, filled);
        passPeeked(filled);
        while (filled < count && available()) {
            int part = Math.min(count - filled, window.remaining());
            window.get(bytes, filled, part);
            offset += part;
            filled += part;
        }
        return filled == count ? bytes : Arrays.copyOf(bytes, filled);
    }

    /** Passes over {@code count} bytes. Gives how many there were: fewer only at the end of the archive. */
    long skip(long count) throws IOException {
        int seen = (int) Math.min(count, peeked);
        passPeeked(seen);
        long left = count - seen;
        while (left > 0) {
            if (!window.hasRemaining() && source.canSkip() && left > Math.max(nextRead, SMALLEST_JUMP)) {
                long skipped = source.skip(left);
                offset += skipped;
                nextRead = SMALLEST_READ;
                runStart = offset;
                passedOver = 0;
                return count - left + skipped;
            }
            if (!available()) {
                break;
            }
            int part = (int) Math.min(left, window.remaining());
            pass(part);
            passedOver += part;
            left -= part;
        }
        return count - left;
    }

    /**
     * Passes over zero bytes, behind the next block over so many at most. Gives whether the archive ended with them; else the
     * reader stands at or before another byte.
     */
    boolean onlyZeroesLeft(long most) throws IOException {
        if (!peekedIsZero()) {
            return false;
        }
        passPeeked(peeked);
        long end = offset + most;
        while (available()) {
            int length = (int) Math.min(Math.min(window.remaining(), ZEROES.length), end - offset);
            if (length == 0) {
                return false;
            }
            int different = window.slice(window.position(), length).mismatch(ByteBuffer.wrap(ZEROES, 0, length));
            pass(different < 0 ? length : different);
            if (different >= 0) {
                return false;
            }
        }
        return true;
    }

    private void passPeeked(int count) {
        System.arraycopy(block, count, block, 0, peeked - count);
        peeked -= count;
        offset += count;
    }

    private void pass(int count) {
        window.position(window.position() + count);
        offset += count;
    }

    /** Each way through an archive comes by here often, so here it is told how far it came, and may be interrupted. */
    private boolean available() throws IOException {
        if (window.hasRemaining()) {
            return true;
        }
        Interruption.check();
        progress.accept(offset);
        long run = offset - runStart;
        window = run >= LONG_RUN && passedOver > run / 2 ? source.readOn() : source.read(nextRead);
        nextRead = Math.min(2 * nextRead, ByteSource.LARGEST_READ);
        return window.hasRemaining();
    }
}
