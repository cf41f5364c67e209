package io.github.cphshare.cli;

import static io.github.cphshare.simulator.SampleWorld.BUCKET;
import static io.github.cphshare.simulator.SampleWorld.PROJECT_ID;
import static io.github.cphshare.simulator.SampleWorld.SERVERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.Fault;
import io.github.cphshare.simulator.SampleWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each JSON document has the fields that docs/json.md tells of, and no others. */
class JsonDocumentsTest {
    private static final String OBJECT = "my_apps/test.tar";

    @TempDir
    Path folder;

    private CphSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        Path archive = SampleArchive.in(folder);
        simulator = SampleWorld.builder().object(BUCKET, OBJECT, archive).start();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Object run(String input, String command, String... more) {
        List<String> args = new ArrayList<>(
                List.of(command, "--json", "--endpoint", simulator.endpoint().toString(), "--project-id", PROJECT_ID));
        args.addAll(Arrays.asList(more));
        return new Shell()
                .with("CPH_TOKEN", simulator.token())
                .withInput(input)
                .run(args)
                .json();
    }

    private Object push(String... more) {
        List<String> args = new ArrayList<>(List.of("--bucket", BUCKET, "--object", OBJECT));
        args.addAll(List.of(more));
        return run("", "push", args.toArray(String[]::new));
    }

    private String hostile() throws IOException {
        return Files.write(folder.resolve("hostile.tar"), HostileTar.bytes()).toString();
    }

    @Test
    void the_answer_to_a_push() throws IOException {
        simulator.faults().next(Fault.answer(200, "application/json", """
                {"request_id": "r", "jobs": [
                    {"server_id": "accepted", "job_id": "1"}, {"server_id": "refused", "error_code": "CPS.0099"},
                    {"server_id": "unclear", "job_id": "2", "error_code": "CPS.0099"}, {"server_id": "stranger"},
                    {"server_id": "doubled", "job_id": "3"}, {"server_id": "doubled", "job_id": "4"}]}"""));
        List<String> servers = new ArrayList<>();
        for (String server : List.of("accepted", "refused", "unclear", "missing", "doubled")) {
            servers.addAll(List.of("--server", server));
        }

        assertDocumented("The answer to a push", push(servers.toArray(String[]::new)));
    }

    @Test
    void what_became_of_a_push() throws IOException {
        String stored = """
                {"requestId": "6837531fd3f54550927b930180a706bf", "accepted": [{"server": "a", "job": "1"}],
                 "unexpected": [{"server": "b", "job": "2"}]}""";

        assertDocumented("What became of a push", run(stored, "await", "--timeout", "0s", "-"));
    }

    @Test
    void a_fleet() throws IOException {
        simulator.faults().next(Fault.answer(200, "application/json", """
                {"request_id": "r", "jobs": [{"server_id": "a", "error_code": "CPS.0099"},
                                             {"server_id": "stranger", "job_id": "1"}]}"""));

        assertDocumented(
                "A fleet",
                push("--server", "a", "--journal", folder.resolve("journal").toString(), "--timeout", "1s"));
    }

    @Test
    void a_failure() throws IOException {
        simulator.faults().always(Fault.error("APIGW.0308").header("Retry-After", "0"));

        assertDocumented("A failure", push("--server", SERVERS.get(0)), push("--server", "no id", "--tar", hostile()));
    }

    @Test
    void servers() throws IOException {
        assertDocumented("Servers", run("", "servers"));
    }

    @Test
    void a_directory() throws IOException {
        push("--server", SERVERS.get(0));

        assertDocumented("A directory", run("", "ls", SERVERS.get(0), "/data"));
    }

    @Test
    void archives() throws IOException {
        assertDocumented(
                "Archives",
                new Shell().run("check", "--json", hostile(), "none.tar").json());
    }

    @Test
    void credentials() throws IOException {
        assertDocumented(
                "Credentials",
                new Shell().run("push", "--explain-credentials", "--json").json());
    }

    private static void assertDocumented(String heading, Object... documents) throws IOException {
        String page = Files.readString(Path.of("../docs/json.md"));
        String section = page.substring(page.indexOf("\n## " + heading + "\n"));
        String example = section.substring(section.indexOf("```json\n") + 8);
        Object documented = new Shell.Result(0, example.substring(0, example.indexOf("```")), "").json();

        assertThat(fields(documents)).isEqualTo(fields(documented));
    }

    private static Set<String> fields(Object... documents) {
        Set<String> fields = new TreeSet<>();
        for (Object document : documents) {
            addFields("", document, fields);
        }
        return fields;
    }

    private static void addFields(String path, Object value, Set<String> fields) {
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, field) -> {
                fields.add(path + "." + name);
                addFields(path + "." + name, field, fields);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(element -> addFields(path + "[]", element, fields));
        }
    }
}
