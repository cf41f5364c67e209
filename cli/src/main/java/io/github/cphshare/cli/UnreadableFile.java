package io.github.cphshare.cli;

import io.github.cphshare.client.tar.RemoteTarException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** A file or folder that a command was given cannot be used; its message is one line. */
final class UnreadableFile extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableFile(String what, IOException cause) {
        super(Text.printable(file(what, cause)) + ": " + reason(cause), cause);
    }

    /** A name that no file of this system can have, or not in this locale. */
    UnreadableFile(String what, InvalidPathException cause) {
        this(what, "is no name of a file here: " + cause.getReason());
    }

    UnreadableFile(RemoteTarException cause) {
        // The message names the address itself.
        super(
                Text.printable(String.valueOf(cause.getMessage())) + ". " + cause.advice()
                        + (cause.requestId() == null ? "" : " Request: " + cause.requestId()),
                cause);
    }

    UnreadableFile(String what, String reason) {
        super(Text.printable(what) + ": " + Text.printable(reason));
    }

    private static String file(String what, IOException e) {
        String file = e instanceof FileSystemException of && of.getFile() != null ? of.getFile() : what;
        return file.isEmpty() ? "'' (an empty name)" : file;
    }

    private static String reason(IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return "interrupted";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException none) {
            return noFolder(Path.of(none.getFile()));
        }
        if (e instanceof CharacterCodingException) {
            return "is not text in UTF-8";
        }
        String reason = e instanceof FileSystemException of ? of.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : Text.printable(reason);
    }

    /** Whoever wants a folder says that there is none, also where there is nothing, or a link to one. */
    private static String noFolder(Path what) {
        if (Files.isSymbolicLink(what)) {
            return "is a link; give the folder itself";
        }
        return Files.exists(what) ? "is not a folder" : "no such file or folder";
    }
}
