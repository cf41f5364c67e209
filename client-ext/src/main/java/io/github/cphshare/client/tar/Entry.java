package io.github.cphshare.client.tar;

import org.jspecify.annotations.Nullable;

/** An entry as the records before its header make it: what a reader that knows all forms would see. */
final class Entry {
    private final Header header;
    private final long offset;
    private final byte[] path;
    private final byte[] link;
    private final @Nullable PaxRecords pax;

    /** Takes the arrays over. */
    Entry(Header header, long offset, byte[] path, byte[] link, @Nullable PaxRecords pax) {
        this.header = header;
        this.offset = offset;
        this.path = path;
        this.link = link;
        this.pax = pax;
    }

    Header header() {
        return header;
    }

    /** Where the header lies. */
    long offset() {
        return offset;
    }

    /** The path in bytes, as spelled. */
    byte[] path() {
        return path;
    }

    /** The link's target in bytes, as spelled; empty where there is none. */
    byte[] link() {
        return link;
    }

    /** The PAX records that describe it. */
    @Nullable
    PaxRecords pax() {
        return pax;
    }

    char type() {
        return header.type();
    }

    boolean isDirectory() {
        return type() == '5';
    }

    boolean isFile() {
        return type() == '0' || type() == 0;
    }

    boolean isSymlink() {
        return type() == '2';
    }

    boolean isHardLink() {
        return type() == '1';
    }

    boolean pathEndsInSlash() {
        return path.length > 0 && path[path.length - 1] == '/';
    }

    /** The size in the header; readers that know PAX would take another one only against {@code pax.size-mismatch}. */
    long size() {
        return header.value(Header.NumberField.SIZE);
    }
}
