package io.github.cphshare.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The small text files that a push is given. */
final class TextFiles {
    private static final String STANDARD_INPUT = "-";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFiles() {}

    /** The token as it stands in the file, without the line's end that editors and {@code echo} put behind it. */
    static String token(Path file) throws UnreadableFile {
        try {
            return decoded(Files.readAllBytes(file)).replaceFirst("\r?\n\\z", "");
        } catch (IOException e) {
            throw new UnreadableFile(file.toString(), e);
        }
    }

    /** One id a line; empty lines and those that begin with a number sign are for people. */
    static List<String> serverIds(String file, InputStream standardInput) throws UnreadableFile {
        try {
            String text = file.equals(STANDARD_INPUT)
                    ? decoded(standardInput.readAllBytes())
                    : decoded(Files.readAllBytes(Path.of(file)));
            return text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (InvalidPathException e) {
            throw new UnreadableFile(file, e);
        } catch (IOException e) {
            throw new UnreadableFile(file.equals(STANDARD_INPUT) ? "standard input" : file, e);
        }
    }

    /** All of standard input, as one line. */
    static String line(InputStream standardInput) throws UnreadableFile {
        try {
            return decoded(standardInput.readAllBytes()).strip();
        } catch (IOException e) {
            throw new UnreadableFile("standard input", e);
        }
    }

    /** Without the mark that editors of Windows write before UTF-8. */
    private static String decoded(byte[] bytes) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
