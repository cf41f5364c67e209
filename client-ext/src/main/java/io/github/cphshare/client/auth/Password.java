package io.github.cphshare.client.auth;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A password, and how it is kept out of what others say. */
record Password(String value) {
    private static final String HIDDEN = "***";

    /** As it is, and in all ways in which JSON can spell it: libraries differ in what they write as a code. */
    String hiddenIn(String text) {
        String spellings = value.codePoints().mapToObj(Password::spellings).collect(Collectors.joining());
        return Pattern.compile(spellings).matcher(text).replaceAll(Matcher.quoteReplacement(HIDDEN));
    }

    /** The longest first, so that of a backslash before a character none is left behind. */
    private static String spellings(int character) {
        String itself = Character.toString(character);
        String code = itself.chars()
                .mapToObj(unit -> String.format("\\\\u(?i:%04x)", unit))
                .collect(Collectors.joining());
        return "(?:" + code + "|\\\\?" + Pattern.quote(itself) + ")";
    }

    @Override
    public String toString() {
        return "***";
    }
}
