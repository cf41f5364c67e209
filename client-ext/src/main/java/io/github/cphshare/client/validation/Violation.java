package io.github.cphshare.client.validation;

import java.io.Serializable;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One rule that one value breaks. Immutable. */
public final class Violation implements Serializable {
    private static final int LONGEST_VALUE = 80;
    private static final Pattern QUERY = Pattern.compile("(?s)[?#].*");

    private final String field;
    private final String rule;
    private final String message;
    private final @Nullable String rejectedValue;
    private final String source;

    private Violation(String field, String rule, String message, @Nullable String rejectedValue, String source) {
        this.field = field;
        this.rule = rule;
        this.message = message;
        this.rejectedValue = rejectedValue;
        this.source = source;
    }

    /**
     * Makes a violation.
     *
     * @param field the field, by its name on the wire, with the index in a list: {@code server_ids[3]}
     * @param rule the short name of the rule, for programs
     * @param message the rule, and the value's problem with it, for people
     * @param rejectedValue the value; it is cut and made printable, and of a URL neither user, password nor query is
     *     kept. {@code null} where there is none, or where the value is a secret
     * @param source the document and the place in it that states the rule
     * @return the violation
     */
    public static Violation of(
            String field, String rule, String message, @Nullable Object rejectedValue, String source) {
        return new Violation(
                field,
                rule,
                message,
                rejectedValue == null ? null : printable(withoutSecrets(rejectedValue.toString())),
                source);
    }

    /** A URL given for something else may be signed, or hold a password. */
    private static String withoutSecrets(String value) {
        int address = value.indexOf(":/");
        if (address < 0) {
            return value;
        }
        String shown = QUERY.matcher(value).replaceFirst("?***");
        // Not by an expression, which would look for the @ behind each of many slashes.
        int host = shown.lastIndexOf('@');
        return address < host ? shown.substring(0, address) + "://***" + shown.substring(host) : shown;
    }

    /**
     * The field that is wrong.
     *
     * @return its name on the wire, with the index in a list: {@code server_ids[3]}
     */
    public String field() {
        return field;
    }

    /**
     * The rule that is broken.
     *
     * @return its short name; names stay as they are between versions
     */
    public String rule() {
        return rule;
    }

    /**
     * The rule, and the value's problem with it.
     *
     * @return one line for a person; the wording may change
     */
    public String message() {
        return message;
    }

    /**
     * The value that was rejected.
     *
     * @return the value, at most 80 characters of it, with control characters escaped, and of a URL neither user,
     *     password nor query; {@code null} where none was given
     */
    public @Nullable String rejectedValue() {
        return rejectedValue;
    }

    /**
     * Where the rule is stated.
     *
     * @return document and section, or why the rule is there without one
     */
    public String source() {
        return source;
    }

    private static String printable(String value) {
        StringBuilder out = new StringBuilder();
        value.codePoints().limit(LONGEST_VALUE).forEach(c -> {
            // Also what can turn a terminal's text around or hide in it.
            int type = Character.getType(c);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return value.codePointCount(0, value.length()) > LONGEST_VALUE ? out + "…" : out.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Violation that
                && field.equals(that.field)
                && rule.equals(that.rule)
                && message.equals(that.message)
                && Objects.equals(rejectedValue, that.rejectedValue)
                && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(field, rule, message, rejectedValue, source);
    }

    @Override
    public String toString() {
        String value = rejectedValue == null ? "" : ", was \"" + rejectedValue + "\"";
        return field + ": " + message + value + " [" + rule + "; " + source + "]";
    }
}
