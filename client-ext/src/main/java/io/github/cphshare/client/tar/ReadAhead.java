package io.github.cphshare.client.tar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads a file on a thread of its own, a few pieces ahead. To have the system copy an archive of small files takes as long as
 * to look at their headers, and both can be done at once.
 */
final class ReadAhead implements AutoCloseable {
    /** Long enough that two threads seldom wait for each other, and short enough for the memory near a processor. */
    private static final int LENGTH = 512 * 1024;

    private static final int AHEAD = 3;

    private final FileChannel file;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread reader = new Thread(task, "cph-share-tar-read-ahead");
        reader.setDaemon(true);
        return reader;
    });

    /** In their order, one behind the other. */
    private final Deque<Piece> coming = new ArrayDeque<>();

    private ByteBuffer given = ByteBuffer.allocateDirect(LENGTH);

    ReadAhead(FileChannel file, long place) {
        this.file = file;
        for (int i = 0; i < AHEAD; i++) {
            coming.addLast(fill(ByteBuffer.allocateDirect(LENGTH), place + (long) i * LENGTH));
        }
    }

    /** The bytes from this place on, none at the end of the file. They hold until the next call. */
    ByteBuffer read(long place) throws IOException {
        if (coming.getFirst().place != place) {
            // A jump, or a piece that came short.
            for (int i = 0; i < AHEAD; i++) {
                coming.addLast(fill(coming.removeFirst().bytes, place + (long) i * LENGTH));
            }
        }
        coming.addLast(fill(given, coming.getLast().place + LENGTH));
        Piece next = coming.removeFirst();
        given = next.bytes;
        next.await();
        return given;
    }

    /** All wait for one thread, so a buffer may still be filled for what it was wanted for before. */
    private Piece fill(ByteBuffer bytes, long place) {
        return new Piece(bytes, place, thread.submit(() -> {
            file.read(bytes.clear(), place);
            return bytes.flip();
        }));
    }

    /** Lets the thread end. It may still be reading, which touches neither the position of the file nor what was given. */
    @Override
    public void close() {
        thread.shutdown();
    }

    private record Piece(ByteBuffer bytes, long place, Future<?> filled) {
        void await() throws IOException {
            try {
                filled.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Interruption.failure();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException failure) {
                    throw failure;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
