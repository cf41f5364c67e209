package io.github.cphshare.client.tar;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which bytes an answer holds (RFC 9110, section 14.4); the last one counts too. */
record ContentRange(long first, long last, long total) {
    private static final Pattern FORM = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

    static @Nullable ContentRange parse(@Nullable String header) {
        Matcher matcher = FORM.matcher(header == null ? "" : header.strip());
        if (!matcher.matches()) {
            return null;
        }
        return new ContentRange(
                Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)));
    }

    long length() {
        return last - first + 1;
    }

    /** Whether it is the beginning of what was asked for, and lies within the object. */
    boolean answers(long offset, int length) {
        return first == offset && last >= first && length() <= length && last < total;
    }
}
