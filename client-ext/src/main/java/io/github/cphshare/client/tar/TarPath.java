package io.github.cphshare.client.tar;

import java.util.Arrays;

/** The spellings of a place that this package accepts. */
final class TarPath {
    private TarPath() {}

    /**
     * Without one leading {@code /} or {@code ./}, which GNU tar writes, and without the slash behind a directory. Empty for the
     * top itself.
     */
    static byte[] strip(byte[] path, boolean directory) {
        int from = 0;
        int to = path.length;
        if (to > 0 && path[0] == '/') {
            from = 1;
        } else if (to == 1 && path[0] == '.') {
            from = 1;
        } else if (to > 1 && path[0] == '.' && path[1] == '/') {
            from = 2;
        }
        if (directory && to > from && path[to - 1] == '/') {
            to--;
        }
        return from == 0 && to == path.length ? path : Arrays.copyOfRange(path, from, to);
    }

    /** The directory that a canonical path lies in; empty for a path of one component. */
    static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** How many bytes the directory has that a canonical path lies in; 0 for a path of one component. */
    static int parentLength(byte[] path, int length) {
        int slash = length - 1;
        while (slash > 0 && path[slash] != '/') {
            slash--;
        }
        return Math.max(0, slash);
    }

    /** Where the component ends that begins there. */
    static int componentEnd(byte[] path, int from) {
        int to = from;
        while (to < path.length && path[to] != '/') {
            to++;
        }
        return to;
    }

    /** Whether a component has more characters than a limit. To put that in order may take time by the square of their number. */
    static boolean hasComponentLongerThan(String path, long limit) {
        for (int from = 0; from < path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            if (to - from > limit) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }

    /** A path in a directory, or at the top where that is empty. */
    static byte[] child(byte[] directory, byte[] name) {
        if (directory.length == 0) {
            return name;
        }
        byte[] child = Arrays.copyOf(directory, directory.length + 1 + name.length);
        child[directory.length] = '/';
        System.arraycopy(name, 0, child, directory.length + 1, name.length);
        return child;
    }
}
