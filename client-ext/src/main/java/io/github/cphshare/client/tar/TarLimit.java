package io.github.cphshare.client.tar;

/** What a {@link TarPolicy} bounds, with the bound of the strict policy. The last accepted value is the limit itself. */
public enum TarLimit {
    /** Entries of an archive; the directories that its paths imply are held to the same number. Default: 1,000,000. */
    ENTRIES(1_000_000),

    /**
     * Bytes of one entry's body. Default: 8 GiB − 1, the largest that a plain octal field can say; some readers cannot be told
     * a larger one.
     */
    ENTRY_SIZE(Header.NumberField.SIZE.largestOctal()),

    /** Bytes of all bodies together. Default: 16 TiB. */
    TOTAL_SIZE(1L << 44),

    /** Bytes of the PAX and GNU records that describe one entry. Default: 1,000,000; bsdtar takes no value that is longer. */
    METADATA(1_000_000),

    /** Bytes of one GNU long name, the NUL behind it included. Default: 4,095, what BusyBox takes. */
    LONG_NAME(4_095),

    /** Bytes of a path in UTF-8. Default: 4,095, what Linux takes. */
    PATH_LENGTH(4_095),

    /** Bytes of one component of a path in UTF-8. Default: 255, what Linux file systems take. */
    COMPONENT_LENGTH(255),

    /** Components of a path. Default: 128. */
    DEPTH(128);

    private final long strict;

    TarLimit(long strict) {
        this.strict = strict;
    }

    /**
     * The bound of the strict policy.
     *
     * @return a positive number, in the unit that the constant's description names
     */
    public long strict() {
        return strict;
    }
}
