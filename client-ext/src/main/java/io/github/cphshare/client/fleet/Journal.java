package io.github.cphshare.client.fleet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one push, open: how each server stands, and the file that says so. What is recorded is on disk before it
 * counts. Not thread-safe.
 *
 * <p>The format is described in docs/adr/0014-journal.md.
 */
final class Journal implements AutoCloseable {
    private final Path path;
    private final JournalFile file;
    private final Head head;
    private final Ledger ledger;
    private final long cutOff;
    private int checksum;
    private @Nullable JournalException failure;
    private boolean lacking;

    private Journal(Path path, JournalFile file, Replay replay, long cutOff) {
        this.path = path;
        this.file = file;
        this.head = replay.head();
        this.ledger = replay.ledger();
        this.checksum = replay.checksum;
        this.cutOff = cutOff;
    }

    /**
     * Puts a new journal there and opens it.
     *
     * @param ids the servers; kept, so that they are in memory once only
     */
    static Journal begin(Path path, Head head, List<String> ids, UnaryOperator<Disk> decoration) {
        create(path, head, ids, decoration);
        return open(path, decoration, true, ids);
    }

    /**
     * Puts a new journal there, in which nothing is pushed yet.
     *
     * @param decoration sees what is written, for tests
     * @throws JournalException if there is a file of that name, or if it cannot be written
     */
    static void create(Path path, Head head, List<String> ids, UnaryOperator<Disk> decoration) {
        if (Files.isDirectory(path)) {
            throw JournalException.folder(path);
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int before = 0;
        for (String text : HeadText.lines(head, ids)) {
            byte[] line = Line.of(before, text);
            content.writeBytes(line);
            before = checksumOfOurs(line);
        }
        try {
            JournalFile.create(path, content.toByteArray(), decoration);
        } catch (FileAlreadyExistsException e) {
            throw JournalException.exists(path);
        } catch (IOException e) {
            throw JournalException.notCreated(path, e);
        }
    }

    /**
     * Opens a journal and reads how its servers stand.
     *
     * @param decoration sees what is written, for tests
     * @throws JournalException if it is not there, in use, or has a bad line
     */
    static Journal open(Path path, UnaryOperator<Disk> decoration) {
        return open(path, decoration, true, List.of());
    }

    /** Opens a journal only to look at it: what was not finished is left where it is, so nothing may be written. */
    static Journal read(Path path) {
        return open(path, UnaryOperator.identity(), false, List.of());
    }

    private static Journal open(Path path, UnaryOperator<Disk> decoration, boolean goOn, List<String> known) {
        Replay replay = new Replay(known);
        try {
            JournalFile file = JournalFile.open(path, decoration);
            try {
                long end = file.read(replay);
                // Only now: before it is known to be a journal, nothing of the file is touched.
                if (!replay.isComplete()) {
                    throw JournalException.incomplete(path, replay.line + 1);
                }
                return new Journal(path, file, replay, goOn ? file.goOnAt(end) : 0);
            } catch (IOException | BadLine | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (BadLine e) {
            throw JournalException.badLine(path, replay.line, e.why());
        } catch (IOException e) {
            throw JournalException.notOpened(path, e);
        }
    }

    Head head() {
        return head;
    }

    Ledger ledger() {
        return ledger;
    }

    /** How many bytes of a line that was never finished were cut off when it was opened. */
    long cutOff() {
        return cutOff;
    }

    /** Why nothing can be written any more, if that is so. */
    @Nullable
    JournalException failure() {
        return failure;
    }

    /** Whether something has happened that could not be written: a resumed run will not know. */
    boolean isLacking() {
        return lacking;
    }

    /**
     * Writes down what is going to be done. Only then may it be done.
     *
     * @throws JournalException if it cannot be written; the entry then does not count
     */
    void intend(Entry entry) {
        write(entry);
        apply(entry);
    }

    /**
     * Writes down what has happened. It counts even where it cannot be written, since it has; {@link #failure()} then says
     * so.
     */
    void note(Entry entry) {
        apply(entry);
        if (failure == null) {
            try {
                write(entry);
            } catch (JournalException e) {
                failure = e;
            }
        }
        lacking |= failure != null;
    }

    private void write(Entry entry) {
        if (failure != null) {
            throw failure;
        }
        byte[] line = Line.of(checksum, EntryText.of(entry));
        try {
            file.append(line);
        } catch (IOException e) {
            // Half a line may be there now: nothing may follow on it.
            failure = JournalException.notWritten(path, e);
            throw failure;
        }
        checksum = checksumOfOurs(line);
    }

    private void apply(Entry entry) {
        try {
            entry.applyTo(ledger);
        } catch (BadLine e) {
            throw new IllegalStateException("not an entry that follows: it " + e.why(), e);
        }
    }

    private static int checksumOfOurs(byte[] line) {
        try {
            return Line.checksumIn(line);
        } catch (BadLine e) {
            throw new IllegalStateException("not a line of ours: it " + e.why(), e);
        }
    }

    /**
     * Lets go of the file and its lock. Each line was on disk before, so what goes wrong now takes nothing back, and hides no
     * outcome: it is something to tell.
     *
     * @return what went wrong; nothing if nothing did
     */
    List<String> end() {
        try {
            file.close();
            return List.of();
        } catch (IOException e) {
            String lines = failure == null ? ", though each line of it is on disk" : "";
            return List.of("The journal could not be closed" + lines + ": " + JournalException.why(e));
        }
    }

    /** For where there is no outcome to tell it with. */
    @Override
    public void close() {
        end();
    }

    /** Takes the lines one by one: the head, the servers, then what was done. */
    private static final class Replay implements JournalFile.Lines {
        private final List<String> known;
        private List<String> ids = new ArrayList<>();
        private @Nullable Head head;
        private @Nullable Ledger ledger;
        private int checksum;
        private long line;

        /** @param known what the servers should be, to be used in place of what was read where that is the same */
        private Replay(List<String> known) {
            this.known = known;
        }

        @Override
        public void next(byte[] bytes) throws BadLine {
            line++;
            String text = Line.text(checksum, bytes);
            checksum = Line.checksumIn(bytes);
            if (head == null) {
                head = HeadText.parse(text);
            } else if (ledger == null) {
                HeadText.parseServers(text, head, ids);
                if (ids.size() == head.servers()) {
                    ledger = new Ledger(ids.equals(known) ? known : ids);
                    ids = List.of();
                }
            } else {
                EntryText.parse(text, ledger.size()).applyTo(ledger);
            }
        }

        @Override
        public boolean isNext(byte[] bytes) {
            try {
                Line.text(checksum, bytes);
                return true;
            } catch (BadLine e) {
                return false;
            }
        }

        boolean isComplete() {
            return ledger != null;
        }

        Head head() {
            if (head == null) {
                throw new IllegalStateException("not finished");
            }
            return head;
        }

        Ledger ledger() {
            if (ledger == null) {
                throw new IllegalStateException("not finished");
            }
            return ledger;
        }
    }
}
