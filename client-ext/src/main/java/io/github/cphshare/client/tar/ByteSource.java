package io.github.cphshare.client.tar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/** Where the bytes of an archive come from: one that can jump over bodies, or one that cannot. */
interface ByteSource extends AutoCloseable {
    /** The most that is asked for at once. */
    int LARGEST_READ = 64 * 1024;

    /**
     * The bytes that follow: at least one, and at most as many as are asked for; none at the end. The buffer is the source's,
     * and holds until more is read.
     */
    ByteBuffer read(int length) throws IOException;

    /** The same, for one who goes through all that follows and looks at little of it: how much comes is up to the source. */
    default ByteBuffer readOn() throws IOException {
        return read(LARGEST_READ);
    }

    boolean canSkip();

    /** Passes over as many bytes as there are, at most {@code count}; gives how many. Only where {@link #canSkip}. */
    long skip(long count) throws IOException;

    /** Ends what was begun for it. What it reads from is left open. */
    @Override
    default void close() {}

    static ByteSource of(SeekableByteChannel channel) throws IOException {
        return channel instanceof FileChannel file ? ChannelSource.ofFile(file) : ChannelSource.of(channel);
    }

    static ByteSource of(InputStream stream) {
        byte[] window = new byte[LARGEST_READ];
        return new ByteSource() {
            @Override
            public ByteBuffer read(int length) throws IOException {
                return ByteBuffer.wrap(window, 0, Math.max(0, stream.read(window, 0, length)));
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
