package io.github.cphshare.client.tar;

/**
 * A map from a path's key to where it was seen, which knows in which directory each path lies.
 *
 * <p>Nearly all look-ups find nothing, and each of them would wait for memory at a random place of a large table. But most
 * archives fill one directory after the other. So the first run of names in a directory has an index of its own, which is small
 * and near; behind the run it is forgotten, and only when the directory is met again do its names join the index of all.
 */
final class NameTable {
    /** Shorter runs are not worth a record of where they are. */
    private static final int SHORTEST_RUN = 8;

    private final NameLog log = new NameLog();
    private final NameIndex all = new NameIndex(log, 0);

    // The runs that are over, by the key of their directory: from and to which name they went.
    private final NameLog runLog = new NameLog();
    private final NameIndex runs = new NameIndex(runLog, 0);

    private NameIndex run = all;
    private long runDirectory;
    private int runStart;
    private int lastLength;

    private long joined;

    /** The number of the path with this key in this directory, or −1. */
    int find(long directory, long key) {
        if (isInRun(directory)) {
            return run.find(key);
        }
        join(directory);
        return all.find(key);
    }

    /** Adds a path whose key is not yet there. */
    void add(long directory, long key, long identity, long value) {
        if (!isInRun(directory)) {
            // Only names of its directory lie in a run.
            endRun();
            join(directory);
        }
        run.add(log.add(key, identity, value));
    }

    /** Begins a run of names in a directory in which nothing lies so far. */
    void begin(long directory) {
        endRun();
        // Neighbours are often alike, and what is too large is so for one run only.
        run = new NameIndex(log, lastLength);
        runDirectory = directory;
        runStart = log.size();
    }

    long identity(int name) {
        return log.identity(name);
    }

    long value(int name) {
        return log.value(name);
    }

    void setValue(int name, long value) {
        log.setValue(name, value);
    }

    private boolean isInRun(long directory) {
        return run != all && runDirectory == directory;
    }

    private void endRun() {
        if (run == all) {
            return;
        }
        run = all;
        lastLength = log.size() - runStart;
        if (lastLength < SHORTEST_RUN) {
            index(runStart, log.size());
        } else {
            runs.add(runLog.add(runDirectory, runStart, log.size()));
        }
    }

    /** Brings the names of a directory into the index of all, should they lie in a run that is over. */
    private void join(long directory) {
        if (directory == joined) {
            return;
        }
        joined = directory;
        int found = runs.find(directory);
        if (found >= 0) {
            index((int) runLog.identity(found), (int) runLog.value(found));
            runLog.setValue(found, runLog.identity(found));
        }
    }

    private void index(int from, int to) {
        for (int name = from; name < to; name++) {
            all.add(name);
        }
    }
}
