package io.github.cphshare.cli;

import io.github.cphshare.client.tar.TarPacker;
import java.io.IOException;
import java.nio.file.Path;

/** The archive of the demo. */
final class SampleArchive {
    private SampleArchive() {}

    /** Packs it in a folder that has no other of its name. */
    static Path in(Path folder) throws IOException {
        Path sample = folder.resolve("sample");
        SampleFolder.copyTo(sample);
        Path archive = folder.resolve("test.tar");
        TarPacker.root("data").pack(sample, archive);
        return archive;
    }
}
