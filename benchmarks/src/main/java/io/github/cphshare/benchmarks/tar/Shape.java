package io.github.cphshare.benchmarks.tar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Random;

/** The archives that are measured. Bodies are holes of the file where they are large, so they cost no disk. */
public enum Shape {
    /** One entry of 4 GiB. */
    ONE_LARGE("one entry of 4 GiB") {
        @Override
        void entries(Writer writer) throws IOException {
            writer.file("data/large.bin", 4L << 30);
        }
    },

    /** One entry of 1 GiB: what a body costs shows beside the one four times as large. */
    ONE_QUARTER("one entry of 1 GiB") {
        @Override
        void entries(Writer writer) throws IOException {
            writer.file("data/large.bin", 1L << 30);
        }
    },

    /** 20,000 entries with 2 GiB in all: from nothing to 200 KiB, as in an app's folder. */
    MIXED("20,000 entries, 2 GiB") {
        @Override
        void entries(Writer writer) throws IOException {
            Random random = new Random(1);
            for (int i = 0; i < 20_000; i++) {
                if (i % 50 == 0) {
                    writer.directory("data/mixed/" + i / 50 + "/");
                }
                writer.file("data/mixed/" + i / 50 + "/file-" + i + ".bin", random.nextInt(216_000));
            }
        }
    },

    /** 200,000 files of 4 KiB. */
    SMALL_FILES("200,000 files of 4 KiB") {
        @Override
        void entries(Writer writer) throws IOException {
            for (int i = 0; i < 200_000; i++) {
                if (i % 1_000 == 0) {
                    writer.directory("data/small/" + i / 1_000 + "/");
                }
                writer.file("data/small/" + i / 1_000 + "/file-" + i + ".txt", 4096);
            }
        }
    },

    /** 1,000,000 empty entries, which is as many as the strict policy takes. */
    EMPTY_FILES("1,000,000 empty entries") {
        @Override
        void entries(Writer writer) throws IOException {
            for (int i = 0; i < 998_000; i++) {
                if (i % 1_000 == 0) {
                    writer.directory("data/empty/" + i / 1_000 + "/");
                }
                writer.file("data/empty/" + i / 1_000 + "/file-" + i, 0);
            }
        }
    };

    private final String words;

    Shape(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    abstract void entries(Writer writer) throws IOException;

    /** @param small whether it is only to be seen that it can be read: a thousandth of it, then */
    void write(Path archive, boolean small) throws IOException {
        try (FileChannel channel = FileChannel.open(
                archive, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            Writer writer = new Writer(channel, small);
            entries(writer);
            writer.end();
        }
    }

    /** Writes plain ustar headers. */
    static final class Writer {
        private static final int BLOCK = 512;
        /** Smaller bodies are written: a file system keeps whole pages, so holes would not be holes. */
        private static final long SMALLEST_HOLE = 64 * 1024;

        private static final int SMALL_SHIFT = 10;
        private static final int MOST_OF_SMALL = 1_000;

        private final FileChannel channel;
        private final boolean small;
        private int entries;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        private final byte[] body = new byte[(int) SMALLEST_HOLE];

        private Writer(FileChannel channel, boolean small) {
            this.channel = channel;
            this.small = small;
            // Not zeroes, so that neither a file system nor a reader can take the body for a hole.
            new Random(2).nextBytes(body);
        }

        void file(String name, long fullSize) throws IOException {
            long size = small ? fullSize >> SMALL_SHIFT : fullSize;
            if (isEnough()) {
                return;
            }
            header(name, '0', size);
            long padded = HeaderWalk.padded(size);
            if (padded >= SMALLEST_HOLE) {
                flush();
                channel.position(channel.position() + padded);
            } else {
                room((int) padded);
                buffer.put(body, 0, (int) padded);
            }
        }

        void directory(String name) throws IOException {
            if (!isEnough()) {
                header(name, '5', 0);
            }
        }

        private boolean isEnough() {
            return small && entries++ >= MOST_OF_SMALL;
        }

        private void header(String name, char type, long size) throws IOException {
            byte[] block = new byte[BLOCK];
            put(block, 0, name);
            put(block, 100, type == '5' ? "0000755\0" : "0000644\0");
            put(block, 108, "0000000\0000000000\0");
            put(block, 124, String.format(Locale.ROOT, "%011o", size) + "\00015000000000\0");
            put(block, 148, "        " + type);
            put(block, 257, "ustar\00000");
            put(block, 329, "0000000\0000000000\0");
            int sum = 0;
            for (byte value : block) {
                sum += value & 0xFF;
            }
            put(block, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
            room(BLOCK);
            buffer.put(block);
        }

        private static void put(byte[] block, int at, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(bytes, 0, block, at, bytes.length);
        }

        private void end() throws IOException {
            room(2 * BLOCK);
            buffer.put(new byte[2 * BLOCK]);
            flush();
        }

        private void room(int bytes) throws IOException {
            if (buffer.remaining() < bytes) {
                flush();
            }
        }

        private void flush() throws IOException {
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        }
    }
}
