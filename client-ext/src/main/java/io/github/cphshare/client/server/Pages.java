package io.github.cphshare.client.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the pages of a list, and asks for one only when it is needed. A page that is not full is the last, unless the
 * service says that there are more: it may give fewer at a time than it is asked for. So is one that brings nothing new, where
 * a service does not page. What moves from one page to the next is handed out once.
 */
final class Pages<T> implements Iterator<T> {
    private final IntFunction<Page<T>> fetch;
    private final Function<T, Object> key;
    private final int limit;
    private final Set<Object> seen = new HashSet<>();
    private final Deque<T> ready = new ArrayDeque<>();
    private int offset;
    private int pagesLeft = 1;

    /**
     * One page.
     *
     * @param entries what could be read
     * @param size how many entries it had
     * @param total how many the service says there are on all pages, if it does
     */
    record Page<T>(List<T> entries, int size, @Nullable Integer total) {}

    /**
     * @param fetch a page by its offset
     * @param key what tells entries apart
     * @param limit how many entries a full page has
     */
    Pages(IntFunction<Page<T>> fetch, Function<T, Object> key, int limit) {
        this.fetch = fetch;
        this.key = key;
        this.limit = limit;
    }

    Stream<T> stream() {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    /** How many pages have to be asked for until the end; one where the service does not say. */
    int pagesLeft() {
        return pagesLeft;
    }

    /** Whether the next entry is there without another page. */
    boolean isReady() {
        return !ready.isEmpty();
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && pagesLeft > 0) {
            Page<T> page = fetch.apply(offset);
            for (T entry : page.entries()) {
                if (seen.add(key.apply(entry))) {
                    ready.add(entry);
                }
            }
            offset += Math.min(page.size(), limit);
            pagesLeft = ready.isEmpty() ? 0 : pagesBehind(page);
        }
        return !ready.isEmpty();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private int pagesBehind(Page<T> page) {
        boolean full = page.size() >= limit;
        if (page.total() == null || page.total() <= offset) {
            return full ? 1 : 0;
        }
        return -Math.floorDiv(offset - page.total(), Math.min(page.size(), limit)); // rounded up
    }
}
