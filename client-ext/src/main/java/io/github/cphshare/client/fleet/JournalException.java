package io.github.cphshare.client.fleet;

import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A journal cannot be used: it is missing, in use, damaged, of another push, or cannot be read or written; its cause is then what
 * the file system said. Where it happens while a push runs, no further request is sent.
 */
public final class JournalException extends CphShareException {
    private static final long serialVersionUID = 1L;

    private JournalException(Path journal, String why, @Nullable Throwable cause, String advice) {
        super("The journal " + journal + " " + why, cause, Delivery.NOT_SENT, advice, null);
    }

    static JournalException exists(Path journal) {
        return new JournalException(
                journal, "exists already.", null, "Resume it, or name another file for a new push.");
    }

    static JournalException missing(Path journal) {
        return new JournalException(journal, "is not there, or not a file.", null, "Name the journal of a push.");
    }

    static JournalException inUse(Path journal, String byWhom) {
        return new JournalException(
                journal, "is in use by " + byWhom + ".", null, "Wait for that run to end, or end it.");
    }

    static JournalException ofAnotherPush(Path journal, String difference) {
        return new JournalException(
                journal, "belongs to another place: " + difference + ".", null, "Resume it where it began.");
    }

    static JournalException folder(Path journal) {
        IOException cause = new FileAlreadyExistsException(journal.toString());
        return new JournalException(journal, "is a folder.", cause, "Name a file for it.");
    }

    static JournalException notCreated(Path journal, IOException cause) {
        return new JournalException(
                journal,
                "cannot be created: " + why(cause) + ".",
                cause,
                "Name a file in a folder that is there and can be written to.");
    }

    static JournalException notOpened(Path journal, IOException cause) {
        return new JournalException(
                journal,
                "cannot be read and written: " + why(cause) + ".",
                cause,
                "Mend the permissions or the file system, then resume the journal.");
    }

    static JournalException incomplete(Path journal, long line) {
        return new JournalException(
                journal,
                "breaks off: line " + line + " is missing, and its list of servers is not complete.",
                null,
                "A journal never lacks that list when a push begins: name the one that was meant. If it was this one, it is"
                        + " not known which servers were pushed to.");
    }

    static JournalException badLine(Path journal, long line, String why) {
        return new JournalException(
                journal,
                "cannot be read: line " + line + " " + why + ".",
                null,
                "Nothing was sent now. Without what this line said it is not known which servers were pushed to: look at"
                        + " their jobs or files, then push to those that lack the files, with a new journal.");
    }

    static JournalException notWritten(Path journal, IOException cause) {
        return new JournalException(
                journal,
                "cannot be written any more: " + why(cause) + ".",
                cause,
                "Mend the file system, then resume the journal.");
    }

    static String why(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = e instanceof FileSystemException of ? of.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
