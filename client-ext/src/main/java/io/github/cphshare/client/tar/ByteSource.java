package io.github.cphshare.client.tar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Where the bytes of an archive come from: one that can jump over bodies, or one that cannot. */
interface ByteSource {
    /** Reads at least one byte and at most {@code length}; gives how many, or −1 at the end. */
    int read(byte[] target, int from, int length) throws IOException;

    boolean canSkip();

    /** Passes over as many bytes as there are, at most {@code count}; gives how many. Only where {@link #canSkip}. */
    long skip(long count) throws IOException;

    static ByteSource of(SeekableByteChannel channel) {
        return new ByteSource() {
            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                return channel.read(ByteBuffer.wrap(target, from, length));
            }

            @Override
            public boolean canSkip() {
                return true;
            }

            @Override
            public long skip(long count) throws IOException {
                long from = channel.position();
                // A channel may be positioned beyond its end without a word, and a cut archive would go unnoticed.
                long left = Math.max(0, channel.size() - from);
                long skipped = Math.min(count, left);
                channel.position(from + skipped);
                return skipped;
            }
        };
    }

    static ByteSource of(InputStream stream) {
        return new ByteSource() {
            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                return stream.read(target, from, length);
            }

            @Override
            public boolean canSkip() {
                // InputStream.skip may pass the end of a file unnoticed, so a stream is read.
                return false;
            }

            @Override
            public long skip(long count) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
