package io.github.cphshare.client.fleet;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Numbers of servers, ascending, each once. A server's number is its place in the list that the journal begins with, from 1.
 * Written as ranges ({@code 1-100,205}), so that a line stays short and can be read.
 */
final class Numbers {
    static final Numbers NONE = new Numbers(new int[0]);

    private final int[] ascending;

    private Numbers(int[] ascending) {
        this.ascending = ascending;
    }

    /** Of numbers in any order; one that is named twice counts once. */
    static Numbers of(IntStream numbers) {
        return new Numbers(numbers.sorted().distinct().toArray());
    }

    /** Reads ranges; all of them have to be ascending and apart, and within 1 and the greatest number. */
    static Numbers parse(String text, int greatest) throws BadLine {
        if (text.isEmpty()) {
            return NONE;
        }
        IntStream.Builder numbers = IntStream.builder();
        int last = 0;
        for (String range : text.split(",", -1)) {
            int dash = range.indexOf('-');
            int from = number(dash < 0 ? range : range.substring(0, dash), greatest);
            int to = dash < 0 ? from : number(range.substring(dash + 1), greatest);
            if (from <= last || to < from) {
                throw new BadLine("names servers out of order: " + range);
            }
            for (int i = from; i <= to; i++) {
                numbers.add(i);
            }
            last = to;
        }
        return new Numbers(numbers.build().toArray());
    }

    private static int number(String text, int greatest) throws BadLine {
        if (!text.matches("[1-9][0-9]{0,8}") || Integer.parseInt(text) > greatest) {
            throw new BadLine("names a server that is not in the list: " + text);
        }
        return Integer.parseInt(text);
    }

    int size() {
        return ascending.length;
    }

    boolean isEmpty() {
        return ascending.length == 0;
    }

    IntStream stream() {
        return Arrays.stream(ascending);
    }

    void forEach(IntConsumer action) {
        stream().forEach(action);
    }

    Numbers where(IntPredicate condition) {
        return new Numbers(stream().filter(condition).toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Numbers that && Arrays.equals(ascending, that.ascending);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ascending);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ascending.length; i++) {
            int from = ascending[i];
            while (i + 1 < ascending.length && ascending[i + 1] == ascending[i] + 1) {
                i++;
            }
            text.append(text.isEmpty() ? "" : ",").append(from);
            if (ascending[i] > from) {
                text.append('-').append(ascending[i]);
            }
        }
        return text.toString();
    }
}
