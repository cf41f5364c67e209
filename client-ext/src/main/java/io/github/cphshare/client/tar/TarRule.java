package io.github.cphshare.client.tar;

import static io.github.cphshare.client.tar.Severity.ERROR;
import static io.github.cphshare.client.tar.Severity.NOTE;
import static io.github.cphshare.client.tar.Severity.WARNING;

/**
 * What an archive must keep to. Each rule has a paragraph in the project's {@code docs/tar-rules.md}, under its
 * {@link #id()}; {@link #explanation()} is its short form. Rules may be added in any release.
 */
public enum TarRule {
    // The file as a whole.
    ARCHIVE_EMPTY(
            "archive.empty",
            ERROR,
            "The file has no bytes; some readers take that for an archive of nothing, others for an " + "error.",
            "Pack it again: the archive was never written."),
    ARCHIVE_NOT_TAR(
            "archive.not-tar",
            ERROR,
            "The file does not begin with a tar header, and some readers would try other formats on it.",
            "Give an uncompressed tar archive."),
    ARCHIVE_COMPRESSED(
            "archive.compressed",
            ERROR,
            "The file is compressed or of another archive format; some tar readers unpack it silently, "
                    + "others see nothing in it.",
            "Decompress it, or pack the files as a plain tar."),
    ARCHIVE_NO_ENTRIES(
            "archive.no-entries",
            ERROR,
            "The archive has an end and nothing before it, which some readers take for an error.",
            "Put at least one file into it."),
    ARCHIVE_TRUNCATED(
            "archive.truncated",
            ERROR,
            "The archive ends inside a header, a body or its padding; many readers accept the rest in " + "silence.",
            "Copy or pack the archive again: its end is missing."),
    ARCHIVE_NO_EOF(
            "archive.no-eof",
            ERROR,
            "The archive lacks the two zero blocks at its end, so that it may have been cut between two " + "entries.",
            "Copy or pack the archive again, and let the tool close it."),
    ARCHIVE_LONE_ZERO_BLOCK(
            "archive.lone-zero-block",
            ERROR,
            "A single zero block lies between entries; some readers stop there, others read on and " + "unpack more.",
            "Pack the files again into one archive."),
    ARCHIVE_TRAILING_DATA(
            "archive.trailing-data",
            ERROR,
            "There are bytes after the end of the archive, perhaps a second archive, which some readers "
                    + "unpack too.",
            "Cut the file after its two zero blocks, or pack the files into one archive."),
    ARCHIVE_SIZE_NOT_BLOCK_MULTIPLE(
            "archive.size-not-block-multiple",
            ERROR,
            "The file's length is no multiple of 512 bytes, so that something was cut or appended.",
            "Copy or pack the archive again."),
    ARCHIVE_TOO_LARGE(
            "archive.too-large",
            ERROR,
            "The bodies are larger together than the policy accepts.",
            "Split the archive, or raise TarLimit.TOTAL_SIZE."),
    ARCHIVE_TOO_MANY_ENTRIES(
            "archive.too-many-entries",
            ERROR,
            "The archive has more entries, or implies more directories, than the policy accepts.",
            "Split the archive, or raise TarLimit.ENTRIES."),
    // Each header of 512 bytes.
    HEADER_CHECKSUM(
            "header.checksum",
            ERROR,
            "The checksum does not fit the header; some readers stop, some search on, and some do not " + "look at it.",
            "Copy or pack the archive again."),
    HEADER_CHECKSUM_SIGNED(
            "header.checksum-signed",
            ERROR,
            "The checksum was summed over signed bytes, as an old Sun tar did; many readers refuse that.",
            "Pack the files again with a current tool."),
    HEADER_MAGIC(
            "header.magic",
            ERROR,
            "The header is neither POSIX ustar nor GNU tar, so readers differ on which fields it has.",
            "Pack the files with the format ustar, pax or gnu, not v7."),
    HEADER_NAME_EMPTY(
            "header.name-empty",
            ERROR,
            "The name field is empty; Android's tar takes such a header for the end and reads its body "
                    + "as headers.",
            "Pack the files again with a tool that fills the name field, such as GNU tar rather than " + "cpio."),
    HEADER_LINK_NAME(
            "header.linkname-on-nonlink",
            ERROR,
            "An entry that is no link has a link name; Android's tar makes a hard link of it and reads "
                    + "its body as headers.",
            "Clear the link name, or pack the files again."),
    HEADER_NUMBER(
            "header.number",
            ERROR,
            "A number is not written as plain octal digits, and readers read different numbers from it.",
            "Write octal digits, ended by NUL or space."),
    HEADER_NUMBER_NEGATIVE(
            "header.number-negative",
            ERROR,
            "A number is negative; on such headers readers loop, refuse or go astray.",
            "Set the size or time of the file to one that is not negative."),
    HEADER_NUMBER_BASE256(
            "header.number-base256",
            ERROR,
            "A number is written in GNU's binary form, which not all readers read alike.",
            "Keep sizes below 8 GiB, and owners at most 2097151."),
    HEADER_TEXT_AFTER_NUL(
            "header.text-after-nul",
            ERROR,
            "A text field goes on after its end, where a second name can hide from whoever checks.",
            "Fill the rest of the field with zero bytes."),
    HEADER_GNU_PREFIX_AREA(
            "header.gnu-prefix-area",
            ERROR,
            "A GNU header has bytes where POSIX has the prefix; some readers put them in front of the " + "path.",
            "Pack without --incremental, or with --format=posix."),
    HEADER_XSTAR(
            "header.xstar",
            WARNING,
            "The header keeps two times where the prefix ends, as star and node-tar do; outside of their "
                    + "exact form readers take them for a path.",
            "Pack with portable headers, for example GNU tar --format=posix."),
    HEADER_RESERVED_BYTES(
            "header.reserved-bytes",
            ERROR,
            "The last 12 bytes of the header are not zero; Android's tar does not sum them and refuses "
                    + "the archive.",
            "Pack with ustar, pax or gnu, not xstar."),
    // PAX and GNU records, which describe the next entry.
    PAX_SIZE_MISMATCH(
            "pax.size-mismatch",
            ERROR,
            "The PAX record and the header give different sizes, so readers look for the next header in "
                    + "different places.",
            "Keep each file below 8 GiB, and let both sizes agree."),
    PAX_HEADER_MISMATCH(
            "pax.header-mismatch",
            ERROR,
            "The PAX header gives another owner or time than the header does, by which some readers go.",
            "Pack with a tool that writes the same into both, such as GNU tar."),
    PAX_STACKED(
            "pax.stacked",
            ERROR,
            "Several records name the same entry; for some readers the first one wins, for others the " + "last.",
            "Describe each entry by one PAX header, or by GNU records."),
    PAX_MIXED_GNU(
            "pax.mixed-gnu",
            WARNING,
            "A GNU long name and a PAX header describe one entry. All readers that we know agree as long "
                    + "as the PAX header has no name and no size.",
            "Use one of the two forms of long names."),
    PAX_DANGLING(
            "pax.dangling",
            ERROR,
            "A record describes an entry that never comes.",
            "Copy or pack the archive again: an entry is missing."),
    PAX_MALFORMED(
            "pax.malformed",
            ERROR,
            "A PAX record does not have the form 'length key=value', or a value is not what its key asks "
                    + "for; readers guess differently.",
            "Write each record as POSIX says, with the exact length and UTF-8 values."),
    PAX_DUPLICATE_KEY(
            "pax.duplicate-key",
            ERROR,
            "A PAX header has a key twice; for some readers the first one wins, for others the last.",
            "Write each key once."),
    PAX_UNKNOWN_KEY(
            "pax.unknown-key",
            ERROR,
            "A PAX key is not one of those that all readers treat alike.",
            "Pack the files again without vendor extensions (bsdtar: --no-fflags)."),
    PAX_XATTR(
            "pax.xattr",
            ERROR,
            "A PAX record sets extended attributes or access rights, which some readers apply.",
            "Pack without --xattrs, --acls and --selinux."),
    PAX_GLOBAL(
            "pax.global",
            ERROR,
            "A global header changes all entries after it for some readers and none for others; git "
                    + "archive writes one.",
            "With git, archive a tree: git archive HEAD^{tree}. Otherwise unpack it and pack its files again."),
    PAX_LINKPATH(
            "pax.linkpath",
            ERROR,
            "A PAX header gives a link target to an entry that is no link, or another one than the header; "
                    + "some readers go by the one, some by the other.",
            "Remove the linkpath record; a long target has its place in a GNU long link name."),
    PAX_PATH_OVERRIDE(
            "pax.path-override",
            ERROR,
            "A PAX path replaces a different name that the header could have held, so that who reads "
                    + "only headers sees another file.",
            "Write the same name in both places."),
    PAX_TOO_LARGE(
            "pax.too-large",
            ERROR,
            "The records of one entry are larger than the policy accepts; some readers skip them, and "
                    + "with them the name.",
            "Shorten the records, or raise TarLimit.METADATA."),
    GNU_LONGNAME_TOO_LARGE(
            "gnu.longname-too-large", ERROR, "A GNU long name is larger than the policy accepts.", "Shorten the path."),
    GNU_LONGNAME_MALFORMED(
            "gnu.longname-malformed",
            ERROR,
            "A GNU long name is empty, holds a NUL, or stands before a name that contradicts it; readers "
                    + "see different names.",
            "Pack the files again with GNU tar, for example --format=gnu."),
    // What an entry may be.
    ENTRY_TOO_LARGE(
            "entry.too-large",
            ERROR,
            "An entry is larger than the policy accepts.",
            "Split the file, or raise TarLimit.ENTRY_SIZE."),
    ENTRY_SYMLINK(
            "entry.symlink",
            ERROR,
            "The entry is a symbolic link, through which later files could be written elsewhere.",
            "Put the file itself into the archive (GNU tar: --dereference)."),
    ENTRY_HARDLINK(
            "entry.hardlink",
            ERROR,
            "The entry is a hard link, which can reach files that lie on the device already.",
            "Put a copy of the file into the archive (GNU tar: --hard-dereference)."),
    ENTRY_DEVICE("entry.device", ERROR, "The entry is a device.", "Leave it out."),
    ENTRY_FIFO("entry.fifo", ERROR, "The entry is a named pipe.", "Leave it out."),
    ENTRY_TYPE_UNSUPPORTED(
            "entry.type-unsupported",
            ERROR,
            "The entry is neither file nor directory but of a kind that readers skip, guess or unpack as " + "a file.",
            "Leave it out, or pack the files again."),
    ENTRY_SPARSE(
            "entry.sparse",
            ERROR,
            "The file is stored with holes, which readers unpack at very different sizes.",
            "Pack without --sparse."),
    ENTRY_SIZE_ON_NONFILE(
            "entry.size-on-nonfile",
            ERROR,
            "A directory, link or device says that it has a body; some readers skip it, others read it "
                    + "as headers.",
            "Set the size to 0, or pack the files again."),
    ENTRY_FILE_TRAILING_SLASH(
            "entry.file-trailing-slash",
            ERROR,
            "A file's name ends in a slash; half of the readers make a directory of it.",
            "Remove the slash, or mark the entry as a directory."),
    ENTRY_MODE_SETID(
            "entry.mode-setid",
            ERROR,
            "The mode has the set-user-id, set-group-id or sticky bit, which readers keep when they run " + "as root.",
            "Clear these bits (GNU tar: --mode=a-st)."),
    ENTRY_MODE_TYPE_MISMATCH(
            "entry.mode-type-mismatch",
            ERROR,
            "The file type in the mode contradicts the type of the entry.",
            "Write only the permission bits into the mode."),
    ENTRY_MODE_LOCKED(
            "entry.mode-locked",
            WARNING,
            "The owner of a directory may not write or enter it, and some readers set that before they unpack what lies "
                    + "in it.",
            "Let the owner write and enter directories (GNU tar: --mode=u+rwX)."),
    ENTRY_OWNER_RANGE(
            "entry.owner-range",
            ERROR,
            "A user or group id is larger than any system knows.",
            "Pack with a small owner (GNU tar: --owner=0 --group=0)."),
    ENTRY_OWNER_NAME(
            "entry.owner-name",
            ERROR,
            "A user or group name has control characters, which forge listings.",
            "Pack with --numeric-owner, or mend the name."),
    ENTRY_MTIME(
            "entry.mtime",
            WARNING,
            "The modification time lies after the year 2100.",
            "Set the file's time (GNU tar: --mtime)."),
    // Where links may lead; in force where the policy lets links through.
    LINK_ESCAPES(
            "link.escapes",
            ERROR,
            "The link's target is absolute or leaves its root.",
            "Point it to a place below the same root, relatively."),
    LINK_THROUGH(
            "link.through",
            ERROR,
            "A path or a link's target leads through a link of this archive, or replaces one, so that where it ends "
                    + "depends on the reader.",
            "Use the path behind the link, and give each path one entry."),
    LINK_TARGET_MISSING(
            "link.target-missing",
            ERROR,
            "The hard link's target is no earlier entry of this archive, so it would reach a file on the " + "device.",
            "Put the target into the archive, before the link."),
    LINK_TARGET_NOT_FILE(
            "link.target-not-file", ERROR, "The hard link's target is not a plain file.", "Link to a file."),
    // Where an entry may lie, and what it may be called.
    PATH_OUTSIDE_ROOTS(
            "path.outside-roots",
            ERROR,
            "The path does not lie below one of the roots, which the service documents as data and cache.",
            "Put it below data/ or cache/, spelled exactly so."),
    PATH_DOTDOT(
            "path.dotdot",
            ERROR,
            "The path has a '..' component, which can lead out of its root.",
            "Write the path without '..'."),
    PATH_NOT_CANONICAL(
            "path.not-canonical",
            ERROR,
            "The path has an empty or '.' component, which readers drop or keep.",
            "Write one slash between components, and no '.'."),
    PATH_EMPTY(
            "path.empty",
            ERROR,
            "An entry that is no directory has no name below the top.",
            "Give it a path such as data/name."),
    PATH_ROOT_NOT_DIRECTORY(
            "path.root-not-directory",
            ERROR,
            "A root itself is a file or a link, which would replace the directory on the device.",
            "Put the file below the root."),
    PATH_ROOT_ENTRY(
            "path.root-entry",
            NOTE,
            "The archive has an entry for the root itself, whose mode, owner and time readers set on the "
                    + "existing directory.",
            "Pack what lies in the directory rather than the directory, if that is not wanted."),
    PATH_BACKSLASH(
            "path.backslash",
            ERROR,
            "The path has a backslash, which some readers take for a slash.",
            "Rename the file."),
    PATH_DRIVE_LETTER(
            "path.drive-letter",
            ERROR,
            "A component begins like a Windows drive, which some readers cut off.",
            "Rename the file."),
    PATH_CONTROL_CHAR(
            "path.control-char",
            ERROR,
            "The path has control characters or line breaks, which forge listings and logs.",
            "Rename the file."),
    PATH_BIDI(
            "path.bidi",
            ERROR,
            "The path has bidirectional controls, which make it look like another path.",
            "Rename the file."),
    PATH_INVISIBLE(
            "path.invisible",
            ERROR,
            "The path has invisible characters; Android's case-folding file systems drop them, so two "
                    + "names become one.",
            "Rename the file."),
    PATH_NUL(
            "path.nul",
            ERROR,
            "A PAX path holds a NUL, where half of the readers end it.",
            "Write the path without NUL."),
    PATH_NOT_UTF8(
            "path.not-utf8",
            ERROR,
            "The path is no UTF-8, and readers decode it differently.",
            "Rename the file, or pack it where names are UTF-8."),
    PATH_NOT_NFC(
            "path.not-nfc",
            WARNING,
            "The path is not in Unicode's composed form (NFC), so that it can look equal to another one.",
            "Rename the file to its composed form."),
    PATH_NORMALIZATION_COLLISION(
            "path.normalization-collision",
            ERROR,
            "Two paths differ only in how their characters are composed; on some file systems they are " + "one file.",
            "Rename one of them."),
    PATH_CASE_COLLISION(
            "path.case-collision",
            ERROR,
            "Two paths differ only in upper and lower case; on Android's shared storage they are one " + "file.",
            "Rename one of them."),
    PATH_DUPLICATE(
            "path.duplicate",
            ERROR,
            "The archive has the same path twice; which one wins depends on the reader's options.",
            "Keep one of them."),
    PATH_DUPLICATE_DIRECTORY(
            "path.duplicate-directory",
            WARNING,
            "The archive has the same directory twice, alike.",
            "Keep one of them."),
    PATH_FILE_DIR_CONFLICT(
            "path.file-dir-conflict",
            ERROR,
            "A path is both a file and a directory, or a file is the parent of another entry, or is taken for it.",
            "Rename one of them, or pack whole folders, so that directories have entries of their own."),
    PATH_COMPONENT_TOO_LONG(
            "path.component-too-long",
            ERROR,
            "A component of the path is longer than the policy accepts; file systems take 255 bytes.",
            "Shorten the name."),
    PATH_TOO_LONG(
            "path.too-long",
            ERROR,
            "The path is longer than the policy accepts; Linux takes 4095 bytes.",
            "Shorten the path."),
    PATH_TOO_DEEP(
            "path.too-deep",
            ERROR,
            "The path has more components than the policy accepts.",
            "Nest the files less deeply."),
    PATH_SHADOW_NAME(
            "path.shadow-name",
            WARNING,
            "The header's own name, which a longer record replaces, does not lie below a root; who reads "
                    + "only headers sees another path.",
            "Pack with a tool that writes the beginning of the path there, such as GNU tar."),
    PATH_TRAILING_DOT_OR_SPACE(
            "path.trailing-dot-or-space",
            WARNING,
            "A component ends in a dot or a space, which FAT and Android's emulation of it drop or " + "refuse.",
            "Rename the file, if it goes to shared media storage."),
    PATH_RESERVED_CHAR(
            "path.reserved-char",
            WARNING,
            "The path has one of the characters < > : \" | ? *, which FAT and Android's emulation of it " + "refuse.",
            "Rename the file, if it goes to shared media storage.");

    private final String id;
    private final Severity severity;
    private final String explanation;
    private final String remedy;

    TarRule(String id, Severity severity, String explanation, String remedy) {
        this.id = id;
        this.severity = severity;
        this.explanation = explanation;
        this.remedy = remedy;
    }

    /**
     * The rule's name outside of Java, for example {@code path.outside-roots}. It never changes.
     *
     * @return the family and the name, joined by a dot
     */
    public String id() {
        return id;
    }

    /**
     * How much a finding of this rule weighs, unless its case is one of those that the rule's paragraph sets apart.
     *
     * @return the usual severity
     */
    public Severity severity() {
        return severity;
    }

    /**
     * What the rule is about and why it matters.
     *
     * @return a sentence
     */
    public String explanation() {
        return explanation;
    }

    /**
     * How to make an archive that keeps to the rule.
     *
     * @return a sentence
     */
    public String remedy() {
        return remedy;
    }
}
