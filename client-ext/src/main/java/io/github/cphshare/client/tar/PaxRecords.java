package io.github.cphshare.client.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records of one PAX header (POSIX.1-2001, pax, "Extended Header"). Reads the strict form only; {@link #problem()} says
 * where the bytes leave it, and what was read before still counts.
 */
final class PaxRecords {
    private static final byte[] NOTHING = {};

    /** As many digits never overflow. */
    private static final int LONGEST_NUMBER = 18;

    private final Map<String, byte[]> values = new LinkedHashMap<>();
    private @Nullable String problem;
    private @Nullable String duplicateKey;

    private PaxRecords() {}

    static PaxRecords parse(byte[] body) {
        PaxRecords records = new PaxRecords();
        int at = 0;
        if (body.length == 0) {
            records.problem = "The PAX header has no records";
        }
        while (at < body.length) {
            at = records.record(body, at);
        }
        return records;
    }

    /** Reads one record; gives where the next one begins: at the end, if this one has no good form. */
    private int record(byte[] body, int start) {
        int at = start;
        int length = 0;
        while (at < body.length && body[at] >= '0' && body[at] <= '9' && length <= body.length) {
            length = 10 * length + (body[at] - '0');
            at++;
        }
        boolean plain = at > start && body[start] != '0' && at < body.length && body[at] == ' ';
        if (!plain) {
            return fail("A PAX record does not begin with its length and a space", body);
        }
        int end = start + length;
        if (length > body.length - start) {
            return fail("The length of a PAX record is not that of the record", body);
        }
        // Neither a digit of the length nor the space behind it is one: so the record ends behind them.
        if (body[end - 1] != '\n') {
            return fail("A PAX record does not end in a newline where its length says", body);
        }
        int key = at + 1;
        int equals = key;
        while (equals < end && body[equals] != '=') {
            equals++;
        }
        if (equals == key || equals == end) {
            return fail("A PAX record has no key", body);
        }
        String name = new String(body, key, equals - key, ISO_8859_1);
        if (values.put(name, Arrays.copyOfRange(body, equals + 1, end - 1)) != null) {
            duplicateKey = name;
        }
        return end;
    }

    private int fail(String what, byte[] body) {
        problem = what;
        return body.length;
    }

    /** What is wrong with the form of the records, or {@code null}. */
    @Nullable
    String problem() {
        return problem;
    }

    /** A key that came twice, or {@code null}. */
    @Nullable
    String duplicateKey() {
        return duplicateKey;
    }

    Map<String, byte[]> values() {
        return values;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    byte[] get(String key) {
        return values.getOrDefault(key, NOTHING);
    }

    /** The whole number that a value is or begins with, before a dot; 0 where it is none, as {@link PaxRules} tells then. */
    long number(String key) {
        long number = 0;
        byte[] value = get(key);
        for (int i = 0; i < value.length && value[i] != '.'; i++) {
            if (value[i] < '0' || value[i] > '9' || i == LONGEST_NUMBER) {
                return 0;
            }
            number = 10 * number + (value[i] - '0');
        }
        return number;
    }

    /** Whether it says what the entry is called, where it leads or how large it is. */
    boolean names() {
        return has("path") || has("linkpath") || has("size");
    }
}
