package io.github.cphshare.benchmarks;

/**
 * How much is measured: a whole run, less of it, or just enough to see that everything still runs.
 *
 * @param factor what numbers of rounds are multiplied by; {@code benchmarks/run} says by how much in half an hour
 */
public record Scale(double factor) {
    /** One round of each: the figures mean nothing. */
    public static final Scale QUICK = new Scale(0);

    /**
     * A number of rounds.
     *
     * @param whole how many a whole run has
     * @return how many this run has
     */
    public int rounds(int whole) {
        return Math.max(isQuick() ? 1 : 5, (int) Math.round(whole * factor));
    }

    /**
     * How often something is done to warm up, which is the same for a shorter run: cold figures are wrong figures. Where
     * figures mean nothing it is left out.
     *
     * @param whole how often in a whole run
     * @return how often in this run
     */
    public int warmUp(int whole) {
        return isQuick() ? 0 : whole;
    }

    /**
     * Whether only the running counts.
     *
     * @return {@code true} for {@link #QUICK}
     */
    public boolean isQuick() {
        return factor == 0;
    }
}
