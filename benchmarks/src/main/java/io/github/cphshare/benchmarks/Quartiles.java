package io.github.cphshare.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * What is said about a number of measurements: machines are noisy, so never a mean.
 *
 * @param low a quarter of the values are below it
 * @param median half of them are
 * @param high three quarters of them are
 */
public record Quartiles(double low, double median, double high) {
    /**
     * Takes the quartiles.
     *
     * @param values at least one
     * @return their quartiles
     */
    public static Quartiles of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Quartiles(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
    }

    private static double at(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /**
     * The same in another unit.
     *
     * @param factor what each is multiplied by
     * @return new quartiles
     */
    public Quartiles times(double factor) {
        return new Quartiles(low * factor, median * factor, high * factor);
    }

    /** The median, and the other two in brackets. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s (%s-%s)", number(median), number(low), number(high));
    }

    /**
     * A number with about three digits, for a table.
     *
     * @param value any number
     * @return its text
     */
    public static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
