package io.github.cphshare.client.tar;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Searches for inputs that break the promises of {@link TarPromisesTest}; only in the profile {@code fuzz}. Jazzer wants to be named last. */
class TarFuzzTest {
    static Stream<byte[]> archives() {
        return TarPromisesTest.archives();
    }

    static Stream<byte[]> folders() {
        return TarPromisesTest.folders();
    }

    @MethodSource("archives")
    @FuzzTest(maxDuration = "${fuzz.duration}")
    void checker(byte[] input) throws IOException {
        TarPromisesTest.anyArchiveGetsOneAnswer(input);
    }

    @MethodSource("folders")
    @FuzzTest(maxDuration = "${fuzz.duration}")
    void packer(byte[] input) throws IOException {
        TarPromisesTest.anyFolderIsPackedOrRefused(input);
    }
}
