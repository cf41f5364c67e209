package io.github.cphshare.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows is what compiles, and the version it names is this one. */
class ReadmeTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    void the_example_is_the_code_that_compiles() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/github/cphshare/client/ReadmeExample.java"));
        String compiled = between(source, "// spotless:off\n", "        // spotless:on");

        assertThat(between(Files.readString(ROOT.resolve("README.md")), "```java\n", "```"))
                .isEqualTo(compiled.replaceAll("(?m)^ {8}", ""));
    }

    @Test
    void the_example_of_following_is_the_code_that_compiles() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/github/cphshare/client/ReadmeFollowExample.java"));
        String compiled = between(source, "// spotless:off\n", "        // spotless:on");
        String readme = Files.readString(ROOT.resolve("README.md"));

        assertThat(between(readme.substring(readme.lastIndexOf("```java\n")), "```java\n", "```"))
                .isEqualTo(compiled.replaceAll("(?m)^ {8}", ""));
    }

    @Test
    void the_coordinates_are_those_of_this_build() throws IOException {
        Matcher version = Pattern.compile("<artifactId>cph-share-parent</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")));

        assertThat(version.find()).isTrue();
        String readme = Files.readString(ROOT.resolve("README.md"));
        assertThat(between(readme, "```xml\n", "```"))
                .contains("<artifactId>cph-share-client</artifactId>\n  <version>" + version.group(1) + "</version>");
        assertThat(readme).contains("\"io.github.cphshare:cph-share-client:" + version.group(1) + "\"");
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
