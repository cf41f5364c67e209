package io.github.cphshare.client.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FolderReaderTest {
    private final List<String> closed = new ArrayList<>();

    private Closeable directory(String name, boolean fails) {
        return () -> {
            closed.add(name);
            if (fails) {
                throw new IOException(name);
            }
        };
    }

    @Test
    void all_directories_are_closed_also_where_one_fails() {
        List<Closeable> way = List.of(directory("a/b/c", true), directory("a/b", false), directory("a", true));

        Throwable failure = catchThrowable(() -> FolderReader.close(way.iterator()));

        assertThat(closed).containsExactly("a/b/c", "a/b", "a");
        assertThat(failure).isInstanceOf(IOException.class).hasMessage("a/b/c");
        assertThat(failure.getSuppressed()).extracting(Throwable::getMessage).containsExactly("a");
    }
}
