package io.github.cphshare.client.tar;

/** Classes of characters that file names should not have. */
final class Characters {
    // A bit for each but the bar, which lies higher. Asked for each character of each path.
    private static final long RESERVED = 1L << '<' | 1L << '>' | 1L << ':' | 1L << '"' | 1L << '?' | 1L << '*';

    // What no rule on paths looks at: letters, digits, and these. Looked up, since which it is no processor can guess.
    private static final boolean[] PLAIN =
            set("0123456789-.+,=#%()!&'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_@[]{}^~");

    private Characters() {}

    private static boolean[] set(String characters) {
        boolean[] set = new boolean[1 << Byte.SIZE];
        for (int i = 0; i < characters.length(); i++) {
            set[characters.charAt(i)] = true;
        }
        return set;
    }

    /** Whether a byte of a path is a letter, a digit or the like, and so of no interest to any rule. */
    static boolean isPlain(byte value) {
        return PLAIN[value & 0xFF];
    }

    /** C0, DEL, C1, and the two Unicode line breaks. */
    static boolean isControl(int codePoint) {
        return Character.isISOControl(codePoint) || codePoint == 0x2028 || codePoint == 0x2029;
    }

    /** Bidirectional controls, which make a name look like another one (Unicode Standard Annex 9). */
    static boolean isBidi(int codePoint) {
        return codePoint == 0x061C
                || (codePoint >= 0x200E && codePoint <= 0x200F)
                || (codePoint >= 0x202A && codePoint <= 0x202E)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    /** Unicode's Default_Ignorable_Code_Point: shown as nothing, and dropped by case-folding file systems. */
    static boolean isIgnorable(int codePoint) {
        if (codePoint < 0xAD) {
            return false;
        }
        return codePoint == 0xAD
                || codePoint == 0x034F
                || codePoint == 0x061C
                || (codePoint >= 0x115F && codePoint <= 0x1160)
                || (codePoint >= 0x17B4 && codePoint <= 0x17B5)
                || (codePoint >= 0x180B && codePoint <= 0x180F)
                || (codePoint >= 0x200B && codePoint <= 0x200F)
                || (codePoint >= 0x202A && codePoint <= 0x202E)
                || (codePoint >= 0x2060 && codePoint <= 0x206F)
                || codePoint == 0x3164
                || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || codePoint == 0xFEFF
                || codePoint == 0xFFA0
                || (codePoint >= 0xFFF0 && codePoint <= 0xFFF8)
                || (codePoint >= 0x1BCA0 && codePoint <= 0x1BCA3)
                || (codePoint >= 0x1D173 && codePoint <= 0x1D17A)
                || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF);
    }

    /** Ignorable ones that honest names have: the joiners and variation selectors of emoji and of some scripts. */
    static boolean isJoinerOrVariation(int codePoint) {
        return codePoint == 0x200C
                || codePoint == 0x200D
                || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
    }

    /** Characters that FAT, and Android's emulation of it below {@code data/media}, do not take. */
    static boolean isReserved(int codePoint) {
        return codePoint < Long.SIZE ? (RESERVED >>> codePoint & 1) != 0 : codePoint == '|';
    }

    /** Whether printing it could change more than its own place on a terminal or in a log. */
    static boolean isHarmful(int codePoint) {
        return isControl(codePoint)
                || isIgnorable(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
