package io.github.cphshare.spec;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A version of the contract, {@code major.minor.patch}. */
record Version(int major, int minor, int patch) implements Comparable<Version> {

    private static final Comparator<Version> ORDER = Comparator.comparingInt(Version::major)
            .thenComparingInt(Version::minor)
            .thenComparingInt(Version::patch);

    static Version parse(String text) {
        List<Integer> parts =
                Stream.of(text.split("\\.", -1)).map(Integer::valueOf).toList();
        if (parts.size() != 3) {
            throw new IllegalArgumentException("not major.minor.patch: " + text);
        }
        return new Version(parts.get(0), parts.get(1), parts.get(2));
    }

    /** Whether this version announces that it may break what worked with the other: its major, and in 0.x its minor. */
    boolean announcesBreakOf(Version other) {
        return major != other.major ? major > other.major : major == 0 && minor > other.minor;
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
