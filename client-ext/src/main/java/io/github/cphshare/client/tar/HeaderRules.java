package io.github.cphshare.client.tar;

import io.github.cphshare.client.tar.Header.Magic;
import io.github.cphshare.client.tar.Header.NumberField;
import io.github.cphshare.client.tar.Header.TextField;
import java.util.Locale;

/** How a header block is written; holds for entries and for the records before them alike. */
final class HeaderRules {
    private static final int PREFIX = TextField.PREFIX.from;
    private static final int RESERVED = PREFIX + TextField.PREFIX.length;

    // Where star and node-tar keep times, at the end of the prefix.
    private static final int XSTAR_NUL = 475;
    private static final int XSTAR_ATIME = 476;
    private static final int XSTAR_CTIME = 488;
    private static final int TIME_LENGTH = 12;

    private static final NumberField[] NUMBERS = NumberField.values();
    private static final TextField[] NAMES = {TextField.NAME, TextField.LINK_NAME};

    private final Findings findings;

    HeaderRules(Findings findings) {
        this.findings = findings;
    }

    /** Whether the stored checksum fits, in one way or another. If not, this is no header, and the rest cannot be followed. */
    static boolean isHeader(Header header) {
        TarNumber stored = header.storedChecksum();
        return stored.form() == TarNumber.Form.OCTAL
                && (stored.value() == header.checksum() || stored.value() == header.signedChecksum());
    }

    /** The same of a header that is to be judged. */
    boolean checksum(Header header) {
        TarNumber stored = header.storedChecksum();
        if (stored.form() == TarNumber.Form.OCTAL && stored.value() == header.checksum()) {
            checksumForm(header);
            return true;
        }
        if (isHeader(header)) {
            findings.add(TarRule.HEADER_CHECKSUM_SIGNED, "The checksum fits only when bytes are signed");
            return true;
        }
        findings.add(TarRule.HEADER_CHECKSUM, "The checksum of the header does not fit: it is damaged or was edited");
        return false;
    }

    private void checksumForm(Header header) {
        if (!header.checksumBeginsPlainly()) {
            findings.add(
                    TarRule.HEADER_CHECKSUM,
                    "The checksum fits, but Android's tar wants a 0 or a space at its beginning; long names that are not"
                            + " ASCII leave no room for one in six digits: shorten them, or use GNU tar's default form");
        } else if (!header.checksumIsEnded()) {
            findings.add(
                    TarRule.HEADER_CHECKSUM,
                    "The checksum fits, but node-tar reads on where neither NUL nor a space ends it");
        }
    }

    void check(Header header) {
        if (header.magic() == Magic.OTHER) {
            findings.add(TarRule.HEADER_MAGIC, "The magic is neither that of ustar nor that of GNU tar");
            if (Extensions.isExtension(header.type())) {
                // Of the archives that the rule lets through when it is relaxed, none has records.
                TarRule rule = header.type() == 'x' ? TarRule.PAX_MALFORMED : TarRule.GNU_LONGNAME_MALFORMED;
                findings.add(rule, "The record's own header has no magic by which tar-rs would know it");
            }
        }
        if (header.byteAt(0) == 0) {
            findings.add(TarRule.HEADER_NAME_EMPTY, "The name field begins with NUL");
        }
        boolean link = header.type() == '1' || header.type() == '2';
        if (!link && header.byteAt(TextField.LINK_NAME.from) != 0) {
            findings.add(TarRule.HEADER_LINK_NAME, "The header has a link name and is no link");
        }
        for (NumberField field : NUMBERS) {
            if (!header.isPlain(field)) {
                number(field, header.number(field));
            }
        }
        for (TextField field : NAMES) {
            int end = field.from + header.textLength(field);
            if (!header.isZero(end, field.from + field.length)) {
                findings.add(TarRule.HEADER_TEXT_AFTER_NUL, "There are bytes behind the end of the " + words(field));
            }
        }
        prefix(header);
        if (!header.isZero(RESERVED, BlockReader.BLOCK)) {
            findings.add(TarRule.HEADER_RESERVED_BYTES, "The bytes 500 to 511 of the header are not zero");
        }
    }

    private void number(NumberField field, TarNumber number) {
        boolean owner = field == NumberField.UID || field == NumberField.GID;
        switch (number.form()) {
            case OCTAL -> {}
            case ABSENT -> {
                // GNU tar leaves the device fields of plain files empty.
                if (field == NumberField.SIZE || field == NumberField.MODE) {
                    findings.add(TarRule.HEADER_NUMBER, "The " + words(field) + " field is empty");
                } else if (owner || field == NumberField.MTIME) {
                    // As npm and cargo pack, and node-tar with portable: true.
                    findings.add(
                            TarRule.HEADER_NUMBER,
                            Severity.WARNING,
                            "The " + words(field) + " field is empty, which all readers take for zero");
                }
            }
            case MALFORMED -> findings.add(TarRule.HEADER_NUMBER, "The " + words(field) + " field is no octal number");
            case NEGATIVE -> findings.add(TarRule.HEADER_NUMBER_NEGATIVE, "The " + words(field) + " field is negative");
            case BASE256 -> {
                if (!owner || number.value() > TarNumber.LARGEST_OWNER) {
                    findings.add(TarRule.HEADER_NUMBER_BASE256, "The " + words(field) + " field is binary");
                } else if (number.value() > field.largestOctal()) {
                    findings.add(
                            TarRule.HEADER_NUMBER_BASE256,
                            Severity.WARNING,
                            "The " + words(field) + " field is binary: " + number.value());
                } else {
                    findings.add(
                            TarRule.HEADER_NUMBER,
                            "The " + words(field) + " field is binary although seven digits could say it");
                }
            }
        }
    }

    private void prefix(Header header) {
        if (header.magic() != Magic.USTAR) {
            // The area of a sparse file's map is judged by the rule for sparse files.
            if (header.type() != 'S' && !header.isZero(PREFIX, RESERVED)) {
                findings.add(TarRule.HEADER_GNU_PREFIX_AREA, "The bytes 345 to 499 of the header are not zero");
            }
            return;
        }
        int end = PREFIX + header.textLength(TextField.PREFIX);
        if (header.isZero(end, RESERVED)) {
            return;
        }
        boolean digits = isDigit(header.byteAt(XSTAR_ATIME)) && isDigit(header.byteAt(XSTAR_CTIME));
        if (end > XSTAR_NUL || !digits || !header.isZero(end, XSTAR_NUL + 1)) {
            findings.add(TarRule.HEADER_TEXT_AFTER_NUL, "There are bytes behind the end of the prefix");
        } else if (isXstarTime(header, XSTAR_ATIME) && isXstarTime(header, XSTAR_CTIME)) {
            findings.add(TarRule.HEADER_XSTAR, "The header keeps access and change time in the prefix");
        } else {
            findings.add(
                    TarRule.HEADER_XSTAR,
                    Severity.ERROR,
                    "The prefix ends in something like two times, in no known form");
        }
    }

    private static boolean isXstarTime(Header header, int from) {
        int last = from + TIME_LENGTH - 1;
        for (int i = from; i < last; i++) {
            if (!isDigit(header.byteAt(i))) {
                return false;
            }
        }
        return header.byteAt(last) == 0 || header.byteAt(last) == ' ';
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '7';
    }

    private static String words(Enum<?> field) {
        return field.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
