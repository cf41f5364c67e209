package io.github.cphshare.client.tar;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The tar writers of Node, installed below {@code target/} where npm can. */
final class NodeModules {
    private static final Path FOLDER = Path.of("target", "node-tar-writers").toAbsolutePath();

    private NodeModules() {}

    /** Where they lie; a test that misses them says so and is skipped. */
    static Path orSkip() throws IOException, InterruptedException {
        assumeTrue(Witness.has("node") && Witness.has("npm"), "no node or npm here");
        Path modules = FOLDER.resolve("node_modules");
        if (!Files.exists(modules.resolve("tar-stream"))) {
            Files.createDirectories(FOLDER);
            String[] install = {
                "npm",
                "install",
                "--prefix",
                FOLDER.toString(),
                "--no-audit",
                "--no-fund",
                "--no-package-lock",
                "--ignore-scripts",
                "--fetch-retries=0",
                "tar@7.5.23",
                "tar-stream@3.1.7"
            };
            assumeTrue(Witness.succeeds(install), "npm cannot install the tar writers here");
        }
        return modules;
    }
}
