package io.github.cphshare.cli;

import static io.github.cphshare.simulator.SampleWorld.ACCOUNT;
import static io.github.cphshare.simulator.SampleWorld.BUCKET;
import static io.github.cphshare.simulator.SampleWorld.PROJECT_ID;
import static io.github.cphshare.simulator.SampleWorld.SERVERS;
import static io.github.cphshare.simulator.SampleWorld.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.Fault;
import io.github.cphshare.simulator.RecordedRequest;
import io.github.cphshare.simulator.SampleWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way to give a push its credentials, and what is told about them. Each secret has the word "canary" in it. */
class CredentialsTest {
    private static final String CANARY = "canary";
    private static final String TOKEN = "canary-token";
    private static final String PASSWORD = "canary/pass\"word";
    private static final String SECRET_KEY = "canary-secret-key";
    private static final String SECURITY_TOKEN = "canary-security-token==";
    private static final String OBJECT = "my_apps/test.tar";

    @TempDir
    Path folder;

    private CphSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        Path archive = SampleArchive.in(folder);
        simulator = SampleWorld.builder()
                .project(PROJECT_ID, "cn-north-4")
                .token(TOKEN)
                .accessKey("AK1", SECRET_KEY)
                .accessKey("AK2", SECRET_KEY, SECURITY_TOKEN)
                .user(ACCOUNT, USER, PASSWORD)
                .object(BUCKET, OBJECT, archive)
                .start();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private List<String> push(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "push",
                "--endpoint",
                simulator.endpoint().toString(),
                "--bucket",
                BUCKET,
                "--object",
                OBJECT,
                "--server",
                SERVERS.get(0)));
        args.addAll(List.of(more));
        return args;
    }

    private Shell shell() {
        return new Shell().withHome(folder);
    }

    private Shell withAccessKey() {
        return shell().with("HUAWEICLOUD_SDK_AK", "AK1").with("HUAWEICLOUD_SDK_SK", SECRET_KEY);
    }

    private Shell withTemporaryAccessKey() {
        return withAccessKey().with("HUAWEICLOUD_SDK_AK", "AK2").with("HUAWEICLOUD_SDK_SECURITY_TOKEN", SECURITY_TOKEN);
    }

    private Shell withUser() {
        return shell().with("CPH_IAM_ACCOUNT", ACCOUNT)
                .with("CPH_IAM_USER", USER)
                .with("CPH_IAM_PASSWORD", PASSWORD)
                .with("HUAWEICLOUD_SDK_IAM_ENDPOINT", simulator.endpoint().toString());
    }

    private void profile(String... lines) throws IOException {
        Path file = folder.resolve(".huaweicloud").resolve("credentials");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "[basic]\n" + String.join("\n", lines));
    }

    private RecordedRequest onlyRequest() {
        assertThat(simulator.journal()).hasSize(1);
        return simulator.journal().get(0);
    }

    @Test
    void an_access_key_of_the_environment_signs_the_push() {
        Shell.Result result = withAccessKey().run(push("--project-id", PROJECT_ID));

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(onlyRequest().header("Authorization"))
                .singleElement()
                .asString()
                .contains("Access=AK1");
    }

    @Test
    void a_temporary_access_key_goes_with_its_security_token_and_the_environment_names_the_project() {
        Shell.Result result = withTemporaryAccessKey()
                .with("HUAWEICLOUD_SDK_PROJECT_ID", PROJECT_ID)
                .run(push());

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(onlyRequest().header("X-Security-Token")).containsExactly(SECURITY_TOKEN);
    }

    @Test
    void an_iam_user_logs_in_and_iam_names_the_project() {
        Shell.Result result = withUser().with("CPH_REGION", "cn-north-4").run(push());

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(simulator.journal())
                .extracting(RecordedRequest::path)
                .first()
                .isEqualTo("/v3/auth/tokens");
        assertThat(simulator.jobs()).hasSize(1);
    }

    @Test
    void an_iam_user_without_a_project_is_told_of_the_option_that_names_it() {
        Shell.Result result = withUser().run(push());

        assertThat(result.exit()).isEqualTo(ExitCode.REFUSED_HERE);
        assertThat(result.err()).contains("CPH_REGION nor HUAWEICLOUD_SDK_PROJECT_ID (or --project-id) says");
    }

    @Test
    void an_iam_user_logs_in_to_the_project_of_the_command_line() {
        Shell.Result result =
                withUser().with("HUAWEICLOUD_SDK_PROJECT_ID", "another").run(push("--project-id", PROJECT_ID));

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(simulator.journal().get(0).bodyText()).contains(PROJECT_ID).doesNotContain("another");
    }

    @Test
    void an_iam_user_would_log_in_to_the_region_of_the_command_line() {
        Shell anyIam = withUser().with("HUAWEICLOUD_SDK_IAM_ENDPOINT", "");
        assertThat(anyIam.run("push", "--explain-credentials", "--region", "cn-north-4")
                        .exit())
                .isZero();
        assertThat(anyIam.with("CPH_REGION", "cn-north-4")
                        .run("push", "--explain-credentials", "--region", "nowhere")
                        .out())
                .contains("the region is none of ");
    }

    @Test
    void the_profile_file_of_the_home_folder_names_key_and_project() throws IOException {
        profile("ak = AK2", "sk = " + SECRET_KEY, "security_token = " + SECURITY_TOKEN, "project_id = " + PROJECT_ID);

        assertThat(shell().run(push()).exit()).isZero();
        assertThat(simulator.jobs()).hasSize(1);
    }

    @Test
    void a_token_outranks_an_access_key_and_the_environment_names_its_project() {
        Shell.Result result = withAccessKey()
                .with("CPH_TOKEN", TOKEN)
                .with("HUAWEICLOUD_SDK_PROJECT_ID", PROJECT_ID)
                .run(push());

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(onlyRequest().header("X-Auth-Token")).containsExactly(TOKEN);
        assertThat(onlyRequest().headerNames()).doesNotContain("authorization", "Authorization");
    }

    @Test
    void credentials_without_a_project_need_one() {
        Shell.Result result = withAccessKey().run(push());

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("project_id: ").doesNotContain("credentials: ");
        assertThat(simulator.journal()).isEmpty();
    }

    @Test
    void where_nothing_is_found_all_that_was_looked_for_is_listed_and_no_project_is_asked_for() {
        Shell.Result result = shell().run(push("--json"));

        assertThat(result.exit()).isEqualTo(1);
        assertThat((List<?>) result.object().get("violations"))
                .extracting("field", "rule", "message")
                .containsExactly(tuple(
                        "credentials",
                        "required",
                        "none were found; looked for, in this order: --token-file; the variable CPH_TOKEN; the variables"
                                + " HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK; the variables CPH_IAM_ACCOUNT, CPH_IAM_USER"
                                + " and CPH_IAM_PASSWORD; ak and sk in the section [basic] of "
                                + folder.resolve(".huaweicloud").resolve("credentials")
                                + " (there is no such file)"));
        assertThat(simulator.journal()).isEmpty();
    }

    @Test
    void half_a_source_is_refused_and_not_skipped() throws IOException {
        profile("ak = AK1", "sk = " + SECRET_KEY, "project_id = " + PROJECT_ID);

        Shell.Result result = shell().with("HUAWEICLOUD_SDK_SK", SECRET_KEY).run(push());

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("missing: HUAWEICLOUD_SDK_AK").doesNotContain(CANARY);
        assertThat(simulator.journal()).isEmpty();
    }

    @Test
    void a_blank_token_file_is_refused_and_not_skipped() throws IOException {
        Path blank = Files.writeString(folder.resolve("token.txt"), "\n");

        Shell.Result result = withAccessKey().run(push("--project-id", PROJECT_ID, "--token-file", blank.toString()));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("credentials: The file of --token-file is blank.");
        assertThat(simulator.journal()).isEmpty();
    }

    @Test
    void a_password_that_iam_refuses_is_told_without_it_and_nothing_is_pushed() {
        Shell.Result result =
                withUser().with("CPH_IAM_PASSWORD", "canary-wrong").run(push("--project-id", PROJECT_ID, "--json"));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.error()).containsEntry("type", "CredentialsException").containsEntry("delivery", "not_sent");
        assertThat(result.out() + result.err()).contains("gave no token").doesNotContain(CANARY);
        assertThat(simulator.jobs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 401, 500})
    void a_service_that_repeats_what_it_was_sent_does_not_make_us_show_it(int status) {
        String json = PASSWORD.replace("\"", "\\\"");
        Map<String, Shell> shells = Map.of(
                TOKEN, shell().with("CPH_TOKEN", TOKEN), SECURITY_TOKEN, withTemporaryAccessKey(), json, withUser());

        shells.forEach((sent, shell) -> {
            Fault repeats = Fault.answer(
                    status, "application/json", "{\"error_code\":\"X.1\",\"error_msg\":\"got " + sent + "\"}");
            simulator.faults().clear();
            simulator.faults().always(sent.equals(json) ? repeats.on("keystoneCreateUserTokenByPassword") : repeats);
            Shell.Result result = shell.run(push("--project-id", PROJECT_ID, "--json"));

            assertThat(result.exit()).isNotZero();
            assertThat(result.object()).isNotEmpty();
            assertThat(result.out() + result.err()).doesNotContain(CANARY);
        });
        assertThat(simulator.journal()).hasSize(shells.size()).allSatisfy(request -> assertThat(request.status())
                .hasValue(status));
    }

    @Test
    void an_explanation_tells_source_and_project_and_sends_nothing() {
        Shell.Result result = withUser().with("CPH_REGION", "cn-north-4").run("push", "--explain-credentials");

        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines())
                .containsExactly(
                        "Credentials: the variables CPH_IAM_ACCOUNT, CPH_IAM_USER and CPH_IAM_PASSWORD",
                        "Project:     from the credentials",
                        "",
                        "Looked for, in this order:",
                        "  1. --token-file: not there",
                        "  2. the variable CPH_TOKEN: not there",
                        "  3. the variables HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK: not there",
                        "  4. the variables CPH_IAM_ACCOUNT, CPH_IAM_USER and CPH_IAM_PASSWORD: found");
        assertThat(simulator.journal()).isEmpty();
    }

    @Test
    void an_explanation_beside_a_whole_push_sends_nothing_either() {
        assertThat(withAccessKey()
                        .run(push("--project-id", PROJECT_ID, "--explain-credentials"))
                        .out())
                .contains("Project:     from --project-id");
        assertThat(withAccessKey().run(push("--explain-credentials")).out())
                .contains("Project:     not known, give --project-id");
        assertThat(simulator.journal()).isEmpty();
    }

    @Test
    void the_json_of_an_explanation_is_one_document() throws IOException {
        profile("ak = AK1", "sk = " + SECRET_KEY);
        String file = "ak and sk in the section [basic] of "
                + folder.resolve(".huaweicloud").resolve("credentials");

        Shell.Result result = shell().run("push", "--explain-credentials", "--json");

        assertThat(result.exit()).isZero();
        assertThat(result.object())
                .containsOnlyKeys("credentials", "project", "problem", "lookedFor")
                .containsEntry("credentials", file)
                .containsEntry("project", null)
                .containsEntry("problem", null);
        assertThat((List<?>) result.object().get("lookedFor"))
                .extracting("result")
                .containsExactly("absent", "absent", "absent", "absent", "found");
        assertThat((List<?>) result.object().get("lookedFor"))
                .last()
                .isEqualTo(Map.of("source", file, "result", "found"));
    }

    @Test
    void an_explanation_that_finds_nothing_or_nothing_usable_exits_with_1() {
        Shell.Result nothing = shell().run("push", "--explain-credentials");
        assertThat(nothing.exit()).isEqualTo(1);
        assertThat(nothing.out()).contains("Credentials: none were found").doesNotContain(": found");

        Shell.Result half =
                shell().with("HUAWEICLOUD_SDK_SK", SECRET_KEY).run("push", "--explain-credentials", "--json");
        assertThat(half.exit()).isEqualTo(1);
        assertThat(half.object())
                .containsEntry("credentials", null)
                .containsEntry("problem", "Set: HUAWEICLOUD_SDK_SK, but missing: HUAWEICLOUD_SDK_AK.");
        assertThat((List<?>) half.object().get("lookedFor"))
                .extracting("result")
                .endsWith("absent", "unusable");
    }

    @Test
    void no_explanation_shows_a_value() throws IOException {
        Path file = Files.writeString(folder.resolve("token.txt"), TOKEN);
        String broken = "\u0007";
        List<Shell> shells = List.of(
                shell().with("CPH_TOKEN", TOKEN),
                shell().with("CPH_TOKEN", TOKEN + broken),
                withAccessKey(),
                withAccessKey().with("HUAWEICLOUD_SDK_SK", SECRET_KEY + broken),
                withTemporaryAccessKey(),
                withTemporaryAccessKey().with("HUAWEICLOUD_SDK_SECURITY_TOKEN", SECURITY_TOKEN + broken),
                withUser().with("CPH_REGION", "cn-north-4"),
                withUser().with("CPH_REGION", "nowhere"),
                withUser());

        for (Shell shell : shells) {
            for (List<String> more :
                    List.of(List.of("--json"), List.<String>of(), List.of("--token-file", file.toString(), "--json"))) {
                List<String> args = new ArrayList<>(List.of("push", "--explain-credentials"));
                args.addAll(more);
                Shell.Result result = shell.run(args);
                assertThat(result.out() + result.err())
                        .contains("--token-file")
                        .doesNotContain(CANARY, "AK1", "AK2", ACCOUNT, USER);
            }
        }
        assertThat(simulator.journal()).isEmpty();
    }
}
