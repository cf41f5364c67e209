package io.github.cphshare.client.internal;

/**
 * Takes a secret out of what others say: as it is, and in each way in which JSON can spell it, since libraries differ in what
 * they write as a code.
 */
public final class Redaction {
    private static final String HIDDEN = "***";
    private static final int CODE_LENGTH = "\\u0000".length();
    private static final int HEXADECIMAL = 16;

    private Redaction() {}

    /**
     * Takes a secret out of a whole text.
     *
     * @param text what was said
     * @param secret what must not be told; not empty
     * @return the text, with stars for the secret
     */
    public static String hide(String text, String secret) {
        return hide(text, secret, false);
    }

    /**
     * Takes a secret out of the beginning of a text. A secret that the cut runs through is left out as well.
     *
     * @param text what was said, up to a cut
     * @param secret what must not be told; not empty
     * @return the text, with stars for the secret, up to where the last one may begin
     */
    public static String hideInBeginning(String text, String secret) {
        return hide(text, secret, true);
    }

    /**
     * How many characters the longest spelling of a secret has.
     *
     * @param secret the secret
     * @return the length where each character is a code
     */
    public static int longestSpelling(String secret) {
        return CODE_LENGTH * secret.length();
    }

    private static String hide(String text, String secret, boolean cut) {
        StringBuilder shown = new StringBuilder();
        int from = 0;
        for (int at = 0; at < text.length(); ) {
            int raw = end(text, at, secret, false);
            int end = raw >= 0 && raw <= text.length() ? raw : Math.max(raw, end(text, at, secret, true));
            if (end > text.length() && cut) {
                return shown.append(text, from, at).toString();
            }
            if (end > at && end <= text.length()) {
                shown.append(text, from, at).append(HIDDEN);
                from = end;
                at = end;
            } else {
                at++;
            }
        }
        return from == 0 ? text : shown.append(text, from, text.length()).toString();
    }

    /** Where a secret that begins there ends; behind the text where that is too short to tell; −1 where there is none. */
    private static int end(String text, int begin, String secret, boolean json) {
        int at = begin;
        for (int i = 0; i < secret.length(); i++) {
            if (at >= text.length()) {
                return text.length() + 1;
            }
            char wanted = secret.charAt(i);
            int length = text.charAt(at) == wanted ? 1 : 0;
            if (json && text.charAt(at) == '\\') {
                length = escaped(text, at, wanted);
            }
            if (length == 0) {
                return -1;
            }
            at += length;
        }
        return Math.min(at, text.length() + 1);
    }

    /** How long what begins with a backslash is as a spelling of a character; 0 if it is none. */
    private static int escaped(String text, int at, char wanted) {
        if (at + 1 >= text.length()) {
            return CODE_LENGTH;
        }
        char next = text.charAt(at + 1);
        if (next == wanted) {
            return 2;
        }
        if (next != 'u') {
            return 0;
        }
        for (int i = 0; i < 4; i++) {
            int place = at + 2 + i;
            int digit = (wanted >> (4 * (3 - i))) & 0xf;
            if (place < text.length() && Character.digit(text.charAt(place), HEXADECIMAL) != digit) {
                return 0;
            }
        }
        return CODE_LENGTH;
    }
}
