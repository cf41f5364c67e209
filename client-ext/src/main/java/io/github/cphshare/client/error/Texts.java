package io.github.cphshare.client.error;

/** Foreign text, made fit for a message. */
final class Texts {
    private Texts() {}

    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        // Not between the two halves of a character.
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "…";
    }

    /** On one line, without what could move a terminal's cursor: of controls, {@code Cntrl} would be those of ASCII only. */
    static String printable(String text, int longest) {
        return cut(text, longest)
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ")
                .strip();
    }
}
