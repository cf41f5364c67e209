package io.github.cphshare.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The folder that the demo packs: {@code cli/src/main/sample} of the repository, taken along in the jar. */
final class SampleFolder {
    /** A jar cannot list its folders in a way that works in a folder of classes too. */
    static final List<String> FILES = List.of("app/config.json", "app/welcome.txt", "media/banner.svg");

    private SampleFolder() {}

    static void copyTo(Path folder) throws IOException {
        for (String file : FILES) {
            Path target = folder.resolve(file);
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            try (InputStream content = SampleFolder.class.getResourceAsStream("sample/" + file)) {
                Files.copy(Objects.requireNonNull(content, file), target);
            }
        }
    }
}
