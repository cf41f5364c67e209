package io.github.cphshare.client.tar;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where a path may lead, and of what it may be made. */
final class PathRules {
    private final Findings findings;
    private final Set<String> roots;
    private final long longest;
    private final long longestComponent;
    private final long deepest;

    // The directory of the last plain path, its slash included.
    private byte[] plainDirectory = {};

    PathRules(TarPolicy policy, Findings findings) {
        this.findings = findings;
        this.roots = policy.roots();
        this.longest = policy.limit(TarLimit.PATH_LENGTH);
        this.longestComponent = policy.limit(TarLimit.COMPONENT_LENGTH);
        this.deepest = policy.limit(TarLimit.DEPTH);
    }

    /**
     * Judges a path.
     *
     * @return the path in its one canonical spelling, or {@code null} if it has none that readers agree on; empty for the top
     */
    byte @Nullable [] check(byte[] spelled, boolean directory) {
        // Before anything is taken apart: a path of half a megabyte has 200,000 components.
        if (spelled.length > longest) {
            findings.add(TarRule.PATH_TOO_LONG, "The path has " + spelled.length + " bytes");
            return null;
        }
        byte[] bytes = TarPath.strip(spelled, directory);
        if (isPlainBesideLast(bytes)) {
            return bytes;
        }
        if (isPlain(bytes)) {
            int slash = TarPath.parentLength(bytes, bytes.length);
            plainDirectory = Arrays.copyOf(bytes, slash == 0 ? 0 : slash + 1);
            return bytes;
        }
        int depth = Bytes.count(bytes, (byte) '/') + 1;
        if (depth > deepest) {
            findings.add(TarRule.PATH_TOO_DEEP, "The path has " + depth + " components");
            return null;
        }
        String path = Utf8.decode(bytes);
        if (path == null) {
            findings.add(TarRule.PATH_NOT_UTF8, "The path is no UTF-8");
            return null;
        }
        characters(path);
        if (path.isEmpty()) {
            top(directory);
            return bytes;
        }
        boolean canonical = components(path);
        root(path, directory);
        return canonical ? bytes : null;
    }

    /** Whether a path is plain for a reason that is quickly seen: most lie beside the one before, and only their last component is new. */
    private boolean isPlainBesideLast(byte[] path) {
        int from = plainDirectory.length;
        if (from == 0 || path.length <= from || path.length - from > longestComponent) {
            return false;
        }
        for (int i = from; i < path.length; i++) {
            if (!Characters.isPlain(path[i])) {
                return false;
            }
        }
        return path[path.length - 1] != '.' && Bytes.startsWith(path, plainDirectory);
    }

    /**
     * Whether no rule has anything to say, as about nearly all paths: it lies below a root, and its components are short and of
     * letters, digits and the like, the last of which is no dot. All others are taken apart.
     */
    private boolean isPlain(byte[] path) {
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= path.length; i++) {
            if (i < path.length && path[i] != '/') {
                if (!Characters.isPlain(path[i])) {
                    return false;
                }
                continue;
            }
            if (i == from || path[i - 1] == '.' || i - from > longestComponent || ++depth > deepest) {
                return false;
            }
            if (depth == 1 && !isPlainRoot(path, i)) {
                return false;
            }
            from = i + 1;
        }
        return depth > 1 || roots.isEmpty();
    }

    private boolean isPlainRoot(byte[] path, int length) {
        if (roots.isEmpty()) {
            return true;
        }
        for (String root : roots) {
            if (root.length() == length && isAtStart(root, path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAtStart(String root, byte[] path) {
        for (int i = 0; i < root.length(); i++) {
            if (root.charAt(i) != path[i]) {
                return false;
            }
        }
        return true;
    }

    private void top(boolean directory) {
        if (directory) {
            findings.add(TarRule.PATH_ROOT_ENTRY, Severity.WARNING, "There is an entry for the top directory");
        } else {
            findings.add(TarRule.PATH_EMPTY, "The path is empty");
        }
    }

    private void root(String path, boolean directory) {
        if (roots.isEmpty()) {
            return;
        }
        int slash = path.indexOf('/');
        int end = slash < 0 ? path.length() : slash;
        if (!beginsWithRoot(path, end)) {
            findings.add(
                    TarRule.PATH_OUTSIDE_ROOTS,
                    "The path begins with '" + Escape.text(path.substring(0, end)) + "', not with "
                            + String.join(" or ", new TreeSet<>(roots)));
        } else if (slash < 0 && directory) {
            findings.add(TarRule.PATH_ROOT_ENTRY, "There is an entry for the root " + path);
        } else if (slash < 0) {
            findings.add(TarRule.PATH_ROOT_NOT_DIRECTORY, "The entry is the root " + path + " and no directory");
        }
    }

    private boolean beginsWithRoot(String path, int end) {
        for (String root : roots) {
            if (root.length() == end && path.startsWith(root)) {
                return true;
            }
        }
        return false;
    }

    /** Gives whether each component is one that all readers keep as it is. One that is much too long is not compared with others. */
    private boolean components(String path) {
        boolean dotdot = false;
        boolean odd = false;
        boolean endless = false;
        for (int from = 0; from <= path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            int length = to - from;
            boolean dots = length <= 2 && path.startsWith("..".substring(0, length), from);
            dotdot |= dots && length == 2;
            odd |= dots && length < 2;
            endless |= length > longestComponent;
            if (!dots) {
                component(path, from, to);
            }
            from = to + 1;
        }
        if (dotdot) {
            findings.add(TarRule.PATH_DOTDOT, "The path has a '..' component");
        }
        if (odd) {
            findings.add(TarRule.PATH_NOT_CANONICAL, "The path has an empty or '.' component");
        }
        return !dotdot && !odd && !endless;
    }

    /** Judges a component that is neither empty nor made of dots; by its place, since most paths need no copy of theirs. */
    private void component(String path, int from, int to) {
        // A character takes at most three bytes, or four a pair.
        if (3L * (to - from) > longestComponent) {
            int length = utf8Length(path, from, to);
            if (length > longestComponent) {
                findings.add(TarRule.PATH_COMPONENT_TOO_LONG, "A component of the path has " + length + " bytes");
            }
        }
        driveLetter(path, from, to);
        char last = path.charAt(to - 1);
        if (last == '.' || last == ' ') {
            findings.add(TarRule.PATH_TRAILING_DOT_OR_SPACE, "A component ends in a dot or a space");
        }
    }

    /** Judges whether a component of a path or of a link's target begins like a drive. */
    void driveLetter(String path, int from, int to) {
        if (to - from > 1 && path.charAt(from + 1) == ':' && isLetter(path.charAt(from))) {
            findings.add(TarRule.PATH_DRIVE_LETTER, "A component begins with '" + path.charAt(from) + ":'");
        }
    }

    private static int utf8Length(String text, int from, int to) {
        int length = 0;
        for (int i = from; i < to; i++) {
            char unit = text.charAt(i);
            // Each half of a surrogate pair counts for two of its four bytes.
            length += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
        }
        return length;
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    /** Judges the characters of a path or of a link's target; each rule speaks once a path. */
    void characters(String path) {
        boolean ascii = true;
        boolean reserved = false;
        int control = -1;
        int bidi = -1;
        int invisible = -1;
        int joiner = -1;
        for (int i = 0; i < path.length(); ) {
            char unit = path.charAt(i);
            if (unit >= ' ' && unit <= '~') {
                // Nearly all are.
                reserved |= Characters.isReserved(unit);
                i++;
                continue;
            }
            int codePoint = path.codePointAt(i);
            i += Character.charCount(codePoint);
            ascii &= codePoint < 0x80;
            if (Characters.isControl(codePoint)) {
                control = codePoint;
            } else if (Characters.isBidi(codePoint)) {
                bidi = codePoint;
            } else if (Characters.isJoinerOrVariation(codePoint)) {
                joiner = codePoint;
            } else if (Characters.isIgnorable(codePoint)) {
                invisible = codePoint;
            }
        }
        found(TarRule.PATH_CONTROL_CHAR, TarRule.PATH_CONTROL_CHAR.severity(), control);
        found(TarRule.PATH_BIDI, TarRule.PATH_BIDI.severity(), bidi);
        found(TarRule.PATH_INVISIBLE, TarRule.PATH_INVISIBLE.severity(), invisible);
        found(TarRule.PATH_INVISIBLE, Severity.WARNING, joiner);
        if (path.indexOf('\\') >= 0) {
            findings.add(TarRule.PATH_BACKSLASH, "The path has a backslash");
        }
        if (reserved) {
            findings.add(TarRule.PATH_RESERVED_CHAR, "The path has one of < > : \" | ? *");
        }
        if (!ascii
                && !TarPath.hasComponentLongerThan(path, longestComponent)
                && !Normalizer.isNormalized(path, Normalizer.Form.NFC)) {
            findings.add(TarRule.PATH_NOT_NFC, "The path is not in composed form");
        }
    }

    private void found(TarRule rule, Severity severity, int codePoint) {
        if (codePoint >= 0) {
            findings.add(rule, severity, String.format("The path has the character U+%04X", codePoint));
        }
    }
}
