package io.github.cphshare.client.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The name in the header that a longer record replaces. Unpackers use the record, but who reads headers only, a scanner say,
 * sees this one; it must not tell another story.
 */
final class ShadowNames {
    private static final int NAME = Header.TextField.NAME.length;
    private static final int PREFIX = Header.TextField.PREFIX.length;

    private final Set<String> roots;
    private final Findings findings;

    ShadowNames(TarPolicy policy, Findings findings) {
        this.roots = policy.roots();
        this.findings = findings;
    }

    void underPax(byte[] raw, byte[] path) {
        if (isSame(raw, path)) {
            return;
        }
        boolean beginning = Bytes.startsWith(path, raw);
        boolean needed = path.length > NAME ? beginning || isPathCut(raw) || !fitsSplit(path) : !Utf8.isAscii(path);
        if (!needed) {
            findings.add(
                    TarRule.PAX_PATH_OVERRIDE,
                    "The header has the name '" + Escape.bytes(raw) + "' and could have held the PAX path");
        } else if (!beginning && leads(raw)) {
            findings.add(
                    TarRule.PAX_PATH_OVERRIDE,
                    "The header under the PAX path has the name '" + Escape.bytes(raw) + "', which leads elsewhere");
        } else if (!beginning) {
            harmless(raw, path);
        }
    }

    void underGnu(byte[] raw, byte[] path) {
        if (isSame(raw, path) || (path.length >= NAME && Bytes.startsWith(path, raw))) {
            return;
        }
        if (path.length < NAME || leads(raw)) {
            findings.add(
                    TarRule.GNU_LONGNAME_MALFORMED,
                    "The header under the long name has the name '" + Escape.bytes(raw) + "', which contradicts it");
        } else {
            harmless(raw, path);
        }
    }

    private void harmless(byte[] raw, byte[] path) {
        String root = root(raw);
        boolean sameRoot = root.equals(root(path)) && (roots.isEmpty() || roots.contains(root));
        if (!sameRoot) {
            findings.add(
                    TarRule.PATH_SHADOW_NAME,
                    "The header under the longer path has the name '" + Escape.bytes(raw) + "'");
        }
    }

    private static boolean isSame(byte[] raw, byte[] path) {
        return Arrays.equals(TarPath.strip(raw, true), TarPath.strip(path, true));
    }

    /** Whether it is what 7-Zip writes for whatever it needs a record; with its PAX headers, it knows no prefix. */
    private static boolean isPathCut(byte[] raw) {
        return components(raw).get(0).equals("@PathCut");
    }

    private static boolean fitsSplit(byte[] path) {
        if (!Utf8.isAscii(path)) {
            return false;
        }
        for (int i = Math.max(1, path.length - 1 - NAME); i <= PREFIX && i < path.length - 1; i++) {
            if (path[i] == '/') {
                return true;
            }
        }
        return false;
    }

    private static boolean leads(byte[] raw) {
        return (raw.length > 0 && raw[0] == '/') || components(raw).contains("..");
    }

    private static String root(byte[] path) {
        return components(TarPath.strip(path, true)).get(0);
    }

    private static List<String> components(byte[] path) {
        // A header's name is at most 256 bytes long, but the path under which it stands may be hostile: only its start
        // counts.
        int length = Math.min(path.length, PREFIX + 1 + NAME);
        return List.of(new String(path, 0, length, ISO_8859_1).split("/", -1));
    }
}
