package io.github.cphshare.client.tar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/** An archive in a channel, with a place of its own. */
final class ChannelSource implements ByteSource {
    /** In a file of so many bytes, reading costs more than to get a window outside of the heap. */
    private static final long LARGE = 1024 * 1024;

    /** Reads from a place on. */
    private interface ReadAt {
        int read(ByteBuffer target, long place) throws IOException;
    }

    private final SeekableByteChannel channel;
    private final ReadAt reader;
    private final ByteBuffer window;
    private long place;
    private long size;
    private @Nullable ReadAhead ahead;

    private ChannelSource(SeekableByteChannel channel, ReadAt reader, boolean bySystem) throws IOException {
        this.channel = channel;
        this.reader = reader;
        this.place = channel.position();
        this.size = channel.size();
        this.window =
                bySystem && size >= LARGE ? ByteBuffer.allocateDirect(LARGEST_READ) : ByteBuffer.allocate(LARGEST_READ);
    }

    static ChannelSource of(SeekableByteChannel channel) throws IOException {
        ReadAt reader = (target, place) -> {
            channel.position(place);
            return channel.read(target);
        };
        return new ChannelSource(channel, reader, false);
    }

    /**
     * Each read says its place, so that a jump costs no call of the system. The system writes outside of the heap, and most
     * bytes are not wanted in it.
     */
    static ChannelSource ofFile(FileChannel file) throws IOException {
        return new ChannelSource(file, file::read, true);
    }

    @Override
    public ByteBuffer read(int length) throws IOException {
        place += Math.max(0, reader.read(window.clear().limit(length), place));
        return window.flip();
    }

    @Override
    public ByteBuffer readOn() throws IOException {
        if (!(channel instanceof FileChannel file) || Runtime.getRuntime().availableProcessors() == 1) {
            return read(LARGEST_READ);
        }
        if (ahead == null) {
            ahead = new ReadAhead(file, place);
        }
        ByteBuffer piece = ahead.read(place);
        place += piece.remaining();
        return piece;
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

    @Override
    public void close() {
        if (ahead != null) {
            ahead.close();
        }
    }
}
