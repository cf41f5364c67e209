package io.github.cphshare.client.tar;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/** When two names are one name to a file system. Those that are all ASCII have a quicker way in {@link Names}. */
final class Folding {
    private Folding() {}

    /** Unicode's composed form (NFC). */
    static String compose(String path) {
        return Normalizer.normalize(path, Form.NFC);
    }

    /**
     * What file systems that fold case compare, or a little more. Upper case and back again comes close to Unicode's full case
     * folding (sharp s, Kelvin sign), from lower case on because the capital sharp s is its own upper case; it goes character
     * by character because the JDK lowers a final sigma by its place.
     */
    static String fold(String path) {
        StringBuilder folded = new StringBuilder();
        Normalizer.normalize(path, Form.NFD)
                .codePoints()
                .filter(codePoint -> !Characters.isIgnorable(codePoint))
                .forEach(codePoint -> Character.toString(Character.toLowerCase(codePoint))
                        .toUpperCase(Locale.ROOT)
                        .codePoints()
                        .map(Character::toLowerCase)
                        .forEach(folded::appendCodePoint));
        return Normalizer.normalize(folded, Form.NFD);
    }
}
