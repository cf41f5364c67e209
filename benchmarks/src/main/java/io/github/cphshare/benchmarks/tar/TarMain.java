package io.github.cphshare.benchmarks.tar;

import io.github.cphshare.client.tar.TarChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints what a check costs beside its peers. */
public final class TarMain {
    private TarMain() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        Path archive = Files.createTempFile("cph-share-benchmark", ".tar");
        try {
            for (Shape shape : Shape.values()) {
                shape.write(archive);
                for (int i = 0; i < 3; i++) {
                    long t0 = System.nanoTime();
                    long byHeader = HeaderWalk.BY_HEADER.entries(archive);
                    long t1 = System.nanoTime();
                    long byWindow = HeaderWalk.BY_WINDOW.entries(archive);
                    long t2 = System.nanoTime();
                    long checked = TarChecker.strict().check(archive).entries();
                    long t3 = System.nanoTime();
                    System.out.println(shape.words() + ": " + byHeader + " " + byWindow + " " + checked + " "
                            + (t1 - t0) / 1000 + " " + (t2 - t1) / 1000 + " " + (t3 - t2) / 1000);
                }
            }
        } finally {
            Files.delete(archive);
        }
    }
}
