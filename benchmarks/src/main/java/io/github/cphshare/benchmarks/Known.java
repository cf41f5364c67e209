package io.github.cphshare.benchmarks;

import java.util.Map;
import java.util.NoSuchElementException;

/** Values of maps that are there, or something is wrong with us. */
public final class Known {
    private Known() {}

    /**
     * A value.
     *
     * @param <K> what it is found by
     * @param <V> what it is
     * @param map where it is
     * @param key its key
     * @return the value
     */
    public static <K, V> V value(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new NoSuchElementException(key + " among " + map.keySet());
        }
        return value;
    }
}
