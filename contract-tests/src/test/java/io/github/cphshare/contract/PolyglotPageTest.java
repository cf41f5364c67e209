package io.github.cphshare.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.PushRequest;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.SampleWorld;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/polyglot.md} shows the push in each language as tests run it: each of its pieces of code names a file of
 * tests, and is what stands there between {@code page: push} and {@code page: end}. Java's is in this class.
 */
class PolyglotPageTest {
    private static final String UPDATE = "docs.update";
    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/polyglot.md");
    private static final Pattern PIECE = Pattern.compile(
            "\\[[^]]*]\\(\\.\\./(?<file>[^)]+)\\)\\R\\R```(?<language>\\w+)\\R(?<code>.*?)```", Pattern.DOTALL);
    private static final Pattern SHOWN =
            Pattern.compile("(?<=\n)[ \t]*(?://|#) page: push\n(?<code>.*?)[ \t]*(?://|#) page: end\n", Pattern.DOTALL);

    @Test
    void the_pages_push_works_as_it_stands() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (CphSimulator simulator = SampleWorld.builder()
                .object(SampleWorld.BUCKET, "my_apps/test.tar", new byte[1024])
                .start()) {
            PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
            push(simulator.endpoint().toString(), simulator.projectId(), simulator.token(), out);

            assertThat(simulator.jobs()).hasSize(1);
        }
        assertThat(said.toString(StandardCharsets.UTF_8))
                .startsWith("accepted: ")
                .contains("1234567b8bab40ffb711234cb80d0234");
    }

    private static void push(String endpoint, String projectId, String token, PrintStream out) {
        // page: push
        CredentialsProvider credentials = CredentialsProvider.token(token);
        try (CphShareClient cph = CphShareClient.builder()
                .endpoint(endpoint)
                .projectId(projectId)
                .credentials(credentials)
                .build()) {
            PushReceipt receipt = cph.push(PushRequest.builder()
                    .bucketName("bucket-a")
                    .objectPath("my_apps/test.tar")
                    .serverId("1234567b8bab40ffb711234cb80d0234")
                    .build());
            receipt.accepted().forEach(server -> out.println("accepted: " + server));
            receipt.refused().forEach(server -> out.println("refused: " + server)); // inside a 200
        }
        // page: end
    }

    @Test
    void each_piece_of_the_page_is_what_a_test_runs() throws IOException {
        String page = Files.readString(PAGE);
        List<String> languages = new ArrayList<>();
        StringBuilder made = new StringBuilder();
        Matcher pieces = PIECE.matcher(page);
        while (pieces.find()) {
            languages.add(pieces.group("language"));
            String shown = shownIn(ROOT.resolve(pieces.group("file")));
            String around = page.substring(pieces.start(), pieces.start("code"));
            pieces.appendReplacement(made, Matcher.quoteReplacement(around + shown + "```"));
        }
        pieces.appendTail(made);
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(PAGE, made);
        }

        assertThat(languages).containsExactly("java", "kotlin", "typescript", "python", "go");
        assertThat(made.toString())
                .as("docs/polyglot.md; to update it: mvn -pl contract-tests -am test -D%s=true", UPDATE)
                .isEqualTo(Files.readString(PAGE));
    }

    /** The code between the two marks, moved to the left margin. */
    private static String shownIn(Path file) throws IOException {
        Matcher shown = SHOWN.matcher(Files.readString(file));
        assertThat(shown.find()).as("%s shows something", file).isTrue();
        // A closing line break would count as a line that is not indented.
        return shown.group("code").stripTrailing().stripIndent() + "\n";
    }
}
