package io.github.cphshare.client.tar;

import static io.github.cphshare.client.tar.BlockReader.BLOCK;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Walks over one archive from header to header and asks the rules about each. Ends early only where readers disagree on where
 * the next header lies: behind that point every finding would be a guess.
 */
final class ArchiveWalk {
    /**
     * Of zero bytes behind the end. What fills up the last record of a tool is a few KiB, of the largest tapes 16 MiB; a server
     * could claim any size, and send them without an end.
     */
    private static final long MOST_PADDING = 1L << 30;

    private final TarProgress progress;
    private final BlockReader blocks;
    private final Findings findings;
    private final HeaderRules headerRules;
    private final Extensions extensions;
    private final Alike alike;
    private final EntryRules entryRules;
    private final PathRules pathRules;
    private final Names names;
    private final LinkRules linkRules;
    private final long mostEntries;
    private final long mostBytes;
    private long entries;
    private long totalSize;

    ArchiveWalk(ByteSource source, TarPolicy policy, TarProgress progress) {
        this.progress = progress;
        blocks = new BlockReader(source, bytes -> progress.passed(entries, bytes));
        findings = new Findings(policy);
        headerRules = new HeaderRules(findings);
        extensions = new Extensions(policy, findings);
        entryRules = new EntryRules(policy, findings);
        alike = new Alike(policy);
        pathRules = new PathRules(policy, findings);
        names = new Names(policy, findings);
        linkRules = new LinkRules(policy, findings, pathRules, names);
        mostEntries = policy.limit(TarLimit.ENTRIES);
        mostBytes = policy.limit(TarLimit.TOTAL_SIZE);
    }

    TarReport run() throws IOException {
        if (isTar()) {
            while (next()) {
                // Each step is one header or the end.
            }
        }
        progress.passed(entries, blocks.offset());
        return findings.report(entries, totalSize);
    }

    private boolean isTar() throws IOException {
        findings.at(0);
        int length = blocks.peek();
        if (length == 0) {
            findings.add(TarRule.ARCHIVE_EMPTY, "The file is empty");
            return false;
        }
        byte[] start = blocks.peeked();
        boolean tar = length == BLOCK && (blocks.peekedIsZero() || HeaderRules.isHeader(new Header(start)));
        @Nullable String format = Compression.of(start);
        if (tar && format == null) {
            return true;
        }
        if (tar) {
            // A first record may have any name; Python and bsdtar go by it, and unpack what other readers skip.
            findings.add(TarRule.ARCHIVE_COMPRESSED, "The file is a tar and begins as " + format + " all the same");
        } else if (format != null) {
            findings.add(TarRule.ARCHIVE_COMPRESSED, "The file is " + format + ", not a plain tar");
        } else if (length < BLOCK) {
            findings.add(TarRule.ARCHIVE_NOT_TAR, "The file is shorter than one header");
        } else if (new Header(start).looksLikeTar()) {
            findings.add(
                    TarRule.HEADER_CHECKSUM, "The first header's checksum does not fit: it is damaged or was edited");
        } else {
            findings.add(TarRule.ARCHIVE_NOT_TAR, "The first 512 bytes are no tar header");
        }
        return false;
    }

    /** Takes one header and what belongs to it. Gives whether there is more to look at. */
    private boolean next() throws IOException {
        long offset = blocks.offset();
        findings.at(offset);
        int length = blocks.peek();
        if (length == 0) {
            findings.add(TarRule.ARCHIVE_NO_EOF, "The archive ends without zero blocks");
            extensions.end();
            return false;
        }
        if (length < BLOCK) {
            findings.add(TarRule.ARCHIVE_TRUNCATED, "The archive ends inside a header, after " + length + " bytes");
            extensions.end();
            return false;
        }
        if (blocks.peekedIsZero()) {
            return goesOnAfterZeroBlock();
        }
        Header header = blocks.peekedHeader();
        if (alike.covers(header) && !extensions.isPending()) {
            blocks.skip(BLOCK);
            return entry(extensions.apply(header, offset), header.value(Header.NumberField.SIZE), true);
        }
        findings.at(offset, header.rawPath());
        long findingsBefore = findings.added();
        if (!headerRules.checksum(header)) {
            return false;
        }
        blocks.skip(BLOCK);
        headerRules.check(header);
        // Before more is read, which the header does not outlast.
        boolean known = header.isPlain(Header.NumberField.SIZE)
                || header.number(Header.NumberField.SIZE).isKnown();
        long size = header.value(Header.NumberField.SIZE);
        if (Extensions.isExtension(header.type())) {
            return extension(header, size) && known;
        }
        boolean alone = !extensions.isPending();
        Entry entry = extensions.apply(header, offset);
        boolean agreed = entryRules.check(entry);
        if (alone && findings.added() == findingsBefore) {
            alike.learn(header);
        }
        return entry(entry, size, agreed && known);
    }

    private boolean goesOnAfterZeroBlock() throws IOException {
        extensions.end();
        blocks.skip(BLOCK);
        if (blocks.peek() == BLOCK && !blocks.peekedIsZero()) {
            findings.add(TarRule.ARCHIVE_LONE_ZERO_BLOCK, "A single zero block is followed by other bytes");
            return true;
        }
        if (blocks.peek() < BLOCK) {
            findings.add(TarRule.ARCHIVE_NO_EOF, "The archive ends with a single zero block");
        }
        if (entries == 0) {
            findings.add(TarRule.ARCHIVE_NO_ENTRIES, "There is nothing before the end of the archive");
        }
        long end = blocks.offset() + BLOCK;
        if (!blocks.onlyZeroesLeft(MOST_PADDING)) {
            boolean padded = blocks.offset() - end == MOST_PADDING;
            findings.at(blocks.offset());
            findings.add(
                    TarRule.ARCHIVE_TRAILING_DATA,
                    padded
                            ? "There are more bytes behind 1 GiB of zeroes after the end of the archive"
                            : "There are bytes after the end of the archive");
            blocks.skip(Long.MAX_VALUE);
        }
        if (blocks.offset() % BLOCK != 0) {
            findings.at(blocks.offset());
            findings.add(TarRule.ARCHIVE_SIZE_NOT_BLOCK_MULTIPLE, "The file has " + blocks.offset() + " bytes");
        }
        return false;
    }

    private boolean extension(Header header, long size) throws IOException {
        if (!extensions.admits(header.type(), size)) {
            return pass(size);
        }
        char type = header.type();
        byte[] name = header.rawPath();
        int length = (int) size;
        byte[] body = blocks.take(length + padding(length));
        if (body.length < length + padding(length)) {
            findings.add(TarRule.ARCHIVE_TRUNCATED, "The archive ends inside a PAX or GNU record");
            return false;
        }
        extensions.read(type, name, body, length);
        return true;
    }

    /** Takes an entry that was judged but for its path. Readers may agree on where it ends or not. */
    private boolean entry(Entry entry, long size, boolean agreed) throws IOException {
        entries++;
        if (entries > mostEntries) {
            findings.add(TarRule.ARCHIVE_TOO_MANY_ENTRIES, "The archive has more than " + mostEntries + " entries");
            return false;
        }
        if (!place(entry) || !agreed) {
            return false;
        }
        boolean within = totalSize <= mostBytes;
        // Both are at most the largest long, so the sum can only fall below zero.
        totalSize += size;
        totalSize = totalSize < 0 ? Long.MAX_VALUE : totalSize;
        if (within && totalSize > mostBytes) {
            findings.add(TarRule.ARCHIVE_TOO_LARGE, "All bodies up to here have " + totalSize + " bytes");
        }
        return pass(size);
    }

    /** Judges where the entry lies. Gives whether more paths can be held. */
    private boolean place(Entry entry) {
        byte[] path = pathRules.check(entry.path(), entry.isDirectory());
        if (path == null || path.length == 0) {
            return true;
        }
        linkRules.check(entry, path);
        int mode = (int) entry.header().value(Header.NumberField.MODE);
        return names.add(path, kind(entry), mode, entry.offset());
    }

    private static Names.Kind kind(Entry entry) {
        if (entry.isDirectory()) {
            return Names.Kind.DIRECTORY;
        }
        return entry.isSymlink() ? Names.Kind.LINK : Names.Kind.FILE;
    }

    /** Passes over a body and its padding. */
    private boolean pass(long size) throws IOException {
        // In one jump: the next header is then the first that is read. No file is long enough for the sum to be too
        // large.
        long whole = size + padding(size);
        long passed = blocks.skip(whole < 0 ? Long.MAX_VALUE : whole);
        if (passed < size) {
            findings.add(
                    TarRule.ARCHIVE_TRUNCATED,
                    "The archive ends after " + passed + " of the " + size + " bytes of the body");
            return false;
        }
        if (passed < whole) {
            findings.add(TarRule.ARCHIVE_TRUNCATED, "The archive ends inside the padding of the body");
            return false;
        }
        return true;
    }

    private static int padding(long size) {
        return (int) (-size & (BLOCK - 1));
    }
}
