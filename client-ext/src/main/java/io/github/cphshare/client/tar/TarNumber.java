package io.github.cphshare.client.tar;

/**
 * A number as a header field writes it. The field is octal text, or (GNU) a binary number behind a marker bit; readers
 * differ widely on all else, so all else is {@link Form#MALFORMED}.
 *
 * @param form how it is written
 * @param value what it says; 0 where malformed or negative
 */
record TarNumber(Form form, long value) {
    enum Form {
        OCTAL,
        /** Only NUL bytes; GNU tar leaves the device fields of plain files so. */
        ABSENT,
        BASE256,
        NEGATIVE,
        MALFORMED
    }

    /** 2^32 − 2, the largest user or group id: the one after it stands for "leave as is" in Linux. */
    static final long LARGEST_OWNER = 0xFFFF_FFFEL;

    private static final TarNumber MALFORMED = new TarNumber(Form.MALFORMED, 0);

    static TarNumber parse(byte[] block, int from, int length) {
        int marker = block[from] & 0xFF;
        if (marker >= 0x80) {
            return binary(block, from, length, marker);
        }
        int end = from + length;
        int at = from;
        while (at < end && block[at] == ' ') {
            at++;
        }
        int firstDigit = at;
        long value = 0;
        while (at < end && block[at] >= '0' && block[at] <= '7') {
            value = value << 3 | (block[at] - '0');
            at++;
        }
        boolean digits = at > firstDigit;
        while (at < end && (block[at] == ' ' || block[at] == 0)) {
            at++;
        }
        if (at < end) {
            return MALFORMED;
        }
        if (digits) {
            return new TarNumber(Form.OCTAL, value);
        }
        for (int i = from; i < end; i++) {
            if (block[i] != 0) {
                return MALFORMED;
            }
        }
        return new TarNumber(Form.ABSENT, 0);
    }

    private static TarNumber binary(byte[] block, int from, int length, int marker) {
        if (marker == 0xFF) {
            return new TarNumber(Form.NEGATIVE, 0);
        }
        if (marker != 0x80) {
            return MALFORMED;
        }
        long value = 0;
        for (int i = from + 1; i < from + length; i++) {
            if (value >>> 55 != 0) {
                return MALFORMED;
            }
            value = value << 8 | (block[i] & 0xFF);
        }
        return new TarNumber(Form.BASE256, value);
    }

    /** Whether the field says a number at all. */
    boolean isKnown() {
        return form == Form.OCTAL || form == Form.BASE256;
    }
}
