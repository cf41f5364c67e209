package io.github.cphshare.client.tar;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Reads an archive block by block through one reused window.
 *
 * <p>The window adapts: after a jump it reads little, because the next body will probably be jumped over too; as long as it
 * reads on, it reads twice as much each time. So small files cost one read for many headers, and large bodies cost nothing.
 */
final class BlockReader {
    static final int BLOCK = 512;

    /** A jump over less costs more than it saves. */
    private static final int SMALLEST_JUMP = 4 * 1024;

    private static final int SMALLEST_READ = BLOCK;
    private static final int LARGEST_READ = 64 * 1024;
    private static final byte[] ZEROES = new byte[LARGEST_READ];

    private final ByteSource source;
    private final LongConsumer progress;
    private final byte[] window = new byte[LARGEST_READ];
    private int position;
    private int limit;
    private int nextRead;
    private long offset;

    BlockReader(ByteSource source, LongConsumer progress) {
        this.source = source;
        this.progress = progress;
        // A stream has to be read to its end whatever happens.
        this.nextRead = source.canSkip() ? SMALLEST_READ : LARGEST_READ;
    }

    /** How many bytes were taken so far. */
    long offset() {
        return offset;
    }

    /** Looks ahead at one block. Gives 512, or what is left at the end of the archive. */
    int peek() throws IOException {
        while (limit - position < BLOCK) {
            if (limit > position && position > 0) {
                System.arraycopy(window, position, window, 0, limit - position);
            }
            limit -= position;
            position = 0;
            if (!fill()) {
                break;
            }
        }
        return Math.min(BLOCK, limit - position);
    }

    /** Whether the bytes that {@link #peek} saw are all zero. */
    boolean peekedIsZero() {
        int end = position + Math.min(BLOCK, limit - position);
        if (position < end && window[position] != 0) {
            // As every header: its name comes first.
            return false;
        }
        return Arrays.equals(window, position, end, ZEROES, 0, end - position);
    }

    /** The header that {@link #peek} saw, where it lies: it holds until more is read. Passing over it reads nothing. */
    Header peekedHeader() {
        return new Header(window, position);
    }

    /** A copy of the bytes that {@link #peek} saw. */
    byte[] peeked() {
        return Arrays.copyOfRange(window, position, position + Math.min(BLOCK, limit - position));
    }

    /** Takes {@code count} bytes, or what is left of them. */
    byte[] take(int count) throws IOException {
        byte[] bytes = new byte[count];
        int filled = 0;
        while (filled < count && available()) {
            int part = Math.min(count - filled, limit - position);
            System.arraycopy(window, position, bytes, filled, part);
            advance(part);
            filled += part;
        }
        return filled == count ? bytes : Arrays.copyOf(bytes, filled);
    }

    /** Passes over {@code count} bytes. Gives how many there were: fewer only at the end of the archive. */
    long skip(long count) throws IOException {
        long left = count;
        while (left > 0) {
            if (position == limit && source.canSkip() && left > Math.max(nextRead, SMALLEST_JUMP)) {
                long skipped = source.skip(left);
                offset += skipped;
                nextRead = SMALLEST_READ;
                return count - left + skipped;
            }
            if (!available()) {
                break;
            }
            int part = (int) Math.min(left, limit - position);
            advance(part);
            left -= part;
        }
        return count - left;
    }

    /** Passes over zero bytes. Gives whether the archive ended with them; else the reader stands at or before another byte. */
    boolean onlyZeroesLeft() throws IOException {
        while (available()) {
            int different = Arrays.mismatch(window, position, limit, ZEROES, 0, limit - position);
            advance(different < 0 ? limit - position : different);
            if (different >= 0) {
                return false;
            }
        }
        return true;
    }

    private void advance(int count) {
        position += count;
        offset += count;
    }

    private boolean available() throws IOException {
        if (position < limit) {
            return true;
        }
        position = 0;
        limit = 0;
        return fill();
    }

    /** Each way through an archive comes by here often, so here it is told how far it came, and may be interrupted. */
    private boolean fill() throws IOException {
        Interruption.check();
        progress.accept(offset);
        int length = Math.min(nextRead, window.length - limit);
        int read = source.read(window, limit, length);
        nextRead = Math.min(2 * nextRead, LARGEST_READ);
        if (read <= 0) {
            return false;
        }
        limit += read;
        return true;
    }
}
