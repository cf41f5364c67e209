package io.github.cphshare.client.tar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/** Where the bytes of an archive come from: one that can jump over bodies, or one that cannot. */
interface ByteSource {
    /** Reads at least one byte and at most {@code length}; gives how many, or −1 at the end. */
    int read(byte[] target, int from, int length) throws IOException;

    boolean canSkip();

    /** Passes over as many bytes as there are, at most {@code count}; gives how many. Only where {@link #canSkip}. */
    long skip(long count) throws IOException;

    static ByteSource of(SeekableByteChannel channel) throws IOException {
        long from = channel.position();
        if (channel instanceof FileChannel file) {
            // Each read says its place, so that a jump costs no call of the system.
            return new Jumping(file, from, file::read);
        }
        return new Jumping(channel, from, (target, place) -> {
            channel.position(place);
            return channel.read(target);
        });
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

    /** A source with a place of its own. */
    final class Jumping implements ByteSource {
        /** Reads from a place on. */
        interface ReadAt {
            int read(ByteBuffer target, long place) throws IOException;
        }

        private final SeekableByteChannel channel;
        private final ReadAt reader;
        private long place;
        private long size;

        Jumping(SeekableByteChannel channel, long place, ReadAt reader) throws IOException {
            this.channel = channel;
            this.place = place;
            this.reader = reader;
            this.size = channel.size();
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int read = reader.read(ByteBuffer.wrap(target, from, length), place);
            place += Math.max(0, read);
            return read;
        }

        @Override
        public boolean canSkip() {
            return true;
        }

        @Override
        public long skip(long count) throws IOException {
            // A place beyond the end is taken without a word, and a cut archive would go unnoticed.
            if (count > size - place) {
                size = channel.size();
            }
            long skipped = Math.min(count, Math.max(0, size - place));
            place += skipped;
            return skipped;
        }
    }
}
