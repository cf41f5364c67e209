package io.github.cphshare.client.file;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An entry of a directory in shared storage: a file or a directory, which the service does not tell apart. Immutable. */
public final class SharedFile {
    /** Size, month, day, time and name, as the contract describes the entries of {@code files}. */
    private static final Pattern ENTRY =
            Pattern.compile("\\s*(\\d{1,18})\\s+(\\S+\\s+\\S+\\s+\\S+)\\s(.+)", Pattern.DOTALL);

    private final String name;
    private final @Nullable Long size;
    private final @Nullable String modified;

    private SharedFile(String name, @Nullable Long size, @Nullable String modified) {
        this.name = name;
        this.size = size;
        this.modified = modified;
    }

    static SharedFile of(String entry) {
        Matcher parts = ENTRY.matcher(entry);
        return parts.matches()
                ? new SharedFile(parts.group(3), Long.valueOf(parts.group(1)), parts.group(2))
                : new SharedFile(entry, null, null);
    }

    /**
     * The entry's name.
     *
     * @return the name, without the directory; the whole entry as it came where it is not of the documented form
     */
    public String name() {
        return name;
    }

    /**
     * Its size.
     *
     * @return bytes, or {@code null} where the entry is not of the documented form
     */
    public @Nullable Long size() {
        return size;
    }

    /**
     * When it was last changed.
     *
     * @return month, day and time as the service writes them ({@code Apr 15 09:49}), without a year; {@code null} where
     *     the entry is not of the documented form
     */
    public @Nullable String modified() {
        return modified;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SharedFile that
                && name.equals(that.name)
                && Objects.equals(size, that.size)
                && Objects.equals(modified, that.modified);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, size, modified);
    }

    @Override
    public String toString() {
        return name + (size == null ? "" : ", " + size + " bytes");
    }
}
