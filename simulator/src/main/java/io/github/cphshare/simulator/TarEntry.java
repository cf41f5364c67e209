package io.github.cphshare.simulator;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A file or directory out of an archive.
 *
 * @param path absolute and canonical, such as {@code /data/app/a.txt}
 * @param content what the file holds, a view into the archive; null for a directory
 */
record TarEntry(String path, @Nullable ByteBuffer content) {}
