package io.github.cphshare.client.tar;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** What channels over made-up archives have in common: a place to read at, and nothing to write to. */
abstract class ReadOnlyChannel implements SeekableByteChannel {
    long position;
    private boolean open = true;

    @Override
    public final long position() {
        return position;
    }

    @Override
    public final SeekableByteChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public final int write(ByteBuffer source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public final SeekableByteChannel truncate(long newSize) {
        throw new UnsupportedOperationException();
    }

    @Override
    public final boolean isOpen() {
        return open;
    }

    @Override
    public final void close() {
        open = false;
    }
}
