package io.github.cphshare.cli;

import java.util.Collection;
import java.util.List;

/**
 * What a word may be meant to be. Picocli has suggestions as well, by pairs of letters: of {@code psuh} it says that
 * {@code resume} may be meant.
 */
final class Misspelt {
    /** So many letters of a name may bring one mistake. */
    private static final int LETTERS_PER_MISTAKE = 3;

    private Misspelt() {}

    /** The end of a sentence about words that are not known; empty where none is like a name that there is. */
    static String suggestions(List<String> words, Collection<String> names) {
        List<String> meant = names.stream()
                .filter(name -> words.stream().anyMatch(word -> mayMean(bare(word), bare(name))))
                .sorted()
                .toList();
        return meant.isEmpty() ? "" : "; did you mean " + String.join(" or ", meant) + "?";
    }

    private static String bare(String option) {
        return option.replaceFirst("^-+", "");
    }

    private static boolean mayMean(String word, String name) {
        boolean begun = word.length() > 1 && name.startsWith(word);
        return begun || mistakes(word, name) <= Math.max(word.length(), name.length()) / LETTERS_PER_MISTAKE;
    }

    /** How many letters are too many, left out, other ones, or swapped with the next, in any case. */
    private static int mistakes(String word, String name) {
        int[] beforeLast = new int[0];
        int[] last = new int[name.length() + 1];
        for (int j = 0; j <= name.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= word.length(); i++) {
            int[] row = new int[name.length() + 1];
            row[0] = i;
            for (int j = 1; j <= name.length(); j++) {
                int other = same(word, i, name, j) ? 0 : 1;
                row[j] = Math.min(last[j - 1] + other, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && same(word, i, name, j - 1) && same(word, i - 1, name, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[name.length()];
    }

    private static boolean same(String word, int i, String name, int j) {
        return Character.toLowerCase(word.charAt(i - 1)) == Character.toLowerCase(name.charAt(j - 1));
    }
}
