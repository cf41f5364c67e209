package io.github.cphshare.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.squareup.moshi.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;

/** Runs commands as a shell would, in this process. */
final class Shell {
    private final Map<String, String> environment = new HashMap<>();
    private String input = "";
    private boolean full;
    private Path home = Path.of("no such home").toAbsolutePath();

    /** What a command left behind. */
    record Result(int exit, String out, String err) {
        /** The one JSON document on standard output; fails where there is another, or anything else. */
        Object json() {
            try {
                JsonReader reader = JsonReader.of(new Buffer().writeUtf8(out));
                Object document = reader.readJsonValue();
                if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
                    throw new AssertionError("more than one document: " + out);
                }
                return document;
            } catch (IOException e) {
                throw new AssertionError("no JSON document: " + out, e);
            }
        }

        @SuppressWarnings("unchecked") // A JSON object is read as such a map.
        Map<String, Object> object() {
            return (Map<String, Object>) json();
        }

        @SuppressWarnings("unchecked") // As above.
        Map<String, Object> error() {
            return (Map<String, Object>) object().get("error");
        }
    }

    Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Shell withHome(Path folder) {
        home = folder;
        return this;
    }

    Shell withInput(String text) {
        input = text;
        return this;
    }

    /** Nothing can be written to standard output. */
    Shell withFullDisk() {
        full = true;
        return this;
    }

    private PrintStream output(ByteArrayOutputStream out) {
        return new PrintStream(out, true, UTF_8) {
            @Override
            public void write(byte[] bytes, int from, int length) {
                if (full) {
                    setError();
                } else {
                    super.write(bytes, from, length);
                }
            }
        };
    }

    Result run(List<String> args) {
        return run(args.toArray(String[]::new));
    }

    Result run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Cli.run(
                new Terminal(
                        new ByteArrayInputStream(input.getBytes(UTF_8)),
                        output(out),
                        new PrintStream(err, true, UTF_8),
                        Map.copyOf(environment),
                        home,
                        false,
                        false),
                args);
        Result result = new Result(exit, out.toString(UTF_8), err.toString(UTF_8));
        if ((result.out() + result.err()).contains("\tat ")) {
            throw new AssertionError("a stack trace after " + Arrays.toString(args) + ": " + result);
        }
        return result;
    }
}
