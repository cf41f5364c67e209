package io.github.cphshare.client.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where credentials are looked for, in which order, and what is said when there are none. */
class DefaultChainTest {
    private static final String PROJECT = "0503ddaa18000ff21ff0c009e65d5482";

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();

    private DefaultChain chain() {
        return new DefaultChain(environment::get, home);
    }

    private void set(String... variables) {
        for (String each : variables) {
            String[] parts = each.split("=", 2);
            environment.put(parts[0], parts[1]);
        }
    }

    private Path file(String... lines) throws IOException {
        Path file = home.resolve(".huaweicloud/credentials");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("\n", lines));
    }

    private AkSkCredentials pair() {
        return (AkSkCredentials) chain().credentials();
    }

    @Test
    void an_access_key_in_the_environment_comes_first() throws IOException {
        file("[basic]", "ak=file-ak", "sk=file-sk");
        set("HUAWEICLOUD_SDK_AK=ak", "HUAWEICLOUD_SDK_SK=sk", "CPH_TOKEN=token", "CPH_IAM_USER=user");

        assertThat(pair().accessKey()).isEqualTo("ak");
        assertThat(pair().secretKey()).isEqualTo("sk");
        assertThat(pair().securityToken()).isNull();
        assertThat(pair().projectId()).isNull();
        assertThat(chain().namesProject()).isFalse();

        set("HUAWEICLOUD_SDK_SECURITY_TOKEN=st==", "HUAWEICLOUD_SDK_PROJECT_ID=" + PROJECT);
        assertThat(pair().securityToken()).isEqualTo("st==");
        assertThat(pair().projectId()).isEqualTo(PROJECT);
        assertThat(chain().namesProject()).isTrue();
    }

    @Test
    void then_a_token() throws IOException {
        file("[basic]", "ak=file-ak", "sk=file-sk");
        set("HUAWEICLOUD_SDK_AK= ", "HUAWEICLOUD_SDK_SK=", "CPH_TOKEN=token", "CPH_IAM_USER=user");

        assertThat(((TokenCredentials) chain().credentials()).token()).isEqualTo("token");
        assertThat(chain().namesProject()).isFalse();
        set("HUAWEICLOUD_SDK_PROJECT_ID=" + PROJECT);
        assertThat(chain().credentials().projectId()).isEqualTo(PROJECT);
    }

    @Test
    void then_an_iam_user_who_is_logged_in() throws IOException {
        file("[basic]", "ak=file-ak", "sk=file-sk");
        // Nobody listens there, so the attempt is what can be seen.
        set(
                "CPH_IAM_ACCOUNT=account",
                "CPH_IAM_USER=user",
                "CPH_IAM_PASSWORD=canary",
                "CPH_REGION=cn-north-4",
                "HUAWEICLOUD_SDK_IAM_ENDPOINT=http://127.0.0.1:1");

        assertThat(chain().namesProject()).isTrue();
        assertThatThrownBy(() -> chain().credentials())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("No answer came from IAM (127.0.0.1")
                .hasMessageNotContaining("canary");
    }

    @Test
    void then_the_file_in_the_home_folder() throws IOException {
        file(
                "# my keys",
                "[global]",
                "ak = other",
                "sk = other",
                "",
                "[basic]",
                "; commented = out",
                "#ak = no",
                "ak = file-ak",
                "sk=file/sk=",
                "security_token = st==  ",
                "project_id=" + PROJECT,
                "nonsense",
                "[other]",
                "ak = other");

        assertThat(pair().accessKey()).isEqualTo("file-ak");
        assertThat(pair().secretKey()).isEqualTo("file/sk=");
        assertThat(pair().securityToken()).isEqualTo("st==");
        assertThat(pair().projectId()).isEqualTo(PROJECT);
        assertThat(chain().namesProject()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, '', 密钥", "UTF-8, \ufeff, 密钥", "GBK, '', 密钥", "ISO-8859-1, '', Schlüssel"})
    void the_file_may_be_one_of_any_editor(String charset, String mark, String comment) throws IOException {
        String text = mark + "[basic]\r\n# " + comment + "\r\nak = file-ak\r\nsk = file-sk\r\n";
        Files.write(file(), text.getBytes(Charset.forName(charset)));

        assertThat(pair().accessKey()).isEqualTo("file-ak");
        assertThat(pair().secretKey()).isEqualTo("file-sk");
    }

    @Test
    void a_file_that_is_named_takes_the_place_of_that_in_the_home_folder() throws IOException {
        file("[basic]", "ak=file-ak", "sk=file-sk");
        Path other = Files.writeString(home.resolve("other.ini"), "[basic]\r\nak=other-ak\r\nsk=other-sk\r\n");
        set("HUAWEICLOUD_SDK_CREDENTIALS_FILE=" + other);

        assertThat(pair().accessKey()).isEqualTo("other-ak");
        assertThat(pair().secretKey()).isEqualTo("other-sk");
    }

    @Test
    void where_nothing_is_found_everything_that_was_looked_for_is_listed_in_order() {
        CredentialsException failure = catchThrowableOfType(CredentialsException.class, () -> chain().credentials());

        assertThat(failure)
                .hasMessage("No credentials were found. Looked for, in this order: the variables HUAWEICLOUD_SDK_AK and"
                        + " HUAWEICLOUD_SDK_SK; the variable CPH_TOKEN; the variables CPH_IAM_ACCOUNT, CPH_IAM_USER and"
                        + " CPH_IAM_PASSWORD; ak and sk in the section [basic] of "
                        + home.resolve(".huaweicloud").resolve("credentials") + " (there is no such file).");
        // Otherwise a missing project id would be named in place of this.
        assertThat(chain().namesProject()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[basic]", "[global]\nak=canary\nsk=canary", "ak=canary\nsk=canary", "[basic]\nak=\nsk ="})
    void a_file_without_keys_counts_as_nothing_found(String content) throws IOException {
        file(content);
        assertThatThrownBy(() -> chain().credentials())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("section [basic] of ")
                .hasMessageNotContaining("no such file")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "HUAWEICLOUD_SDK_AK=canary, HUAWEICLOUD_SDK_SK",
        "HUAWEICLOUD_SDK_SK=canary, HUAWEICLOUD_SDK_AK",
        "HUAWEICLOUD_SDK_SECURITY_TOKEN=canary, 'Set: HUAWEICLOUD_SDK_SECURITY_TOKEN, but missing: HUAWEICLOUD_SDK_AK'",
        "CPH_IAM_USER=canary, CPH_IAM_PASSWORD",
        "CPH_IAM_PASSWORD=canary, CPH_IAM_ACCOUNT",
        "HUAWEICLOUD_SDK_CREDENTIALS_FILE=/nowhere/at/all, HUAWEICLOUD_SDK_CREDENTIALS_FILE"
    })
    void half_a_source_is_an_error_and_not_skipped(String variable, String missing) throws IOException {
        file("[basic]", "ak=file-ak", "sk=file-sk");
        set(variable);
        assertThatThrownBy(() -> chain().credentials())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining(missing)
                .hasMessageNotContaining("canary");
    }

    @Test
    void a_credentials_file_that_no_file_can_be_called_is_an_error() {
        set("HUAWEICLOUD_SDK_CREDENTIALS_FILE=canary\0");
        assertThatThrownBy(() -> chain().credentials())
                .isInstanceOf(CredentialsException.class)
                .hasMessageStartingWith("HUAWEICLOUD_SDK_CREDENTIALS_FILE holds what is no name of a file here: ")
                .hasMessageNotContaining("canary");
    }

    @Test
    void an_iam_user_without_a_project_or_a_region_is_an_error() {
        set("CPH_IAM_ACCOUNT=canary", "CPH_IAM_USER=canary", "CPH_IAM_PASSWORD=canary");
        assertThatThrownBy(() -> chain().credentials())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("CPH_REGION")
                .hasMessageContaining("HUAWEICLOUD_SDK_PROJECT_ID")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ak=canary", "sk=canary", "security_token=canary"})
    void half_a_pair_in_the_file_is_an_error(String line) throws IOException {
        file("[basic]", line);
        assertThatThrownBy(() -> chain().credentials())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("ak")
                .hasMessageNotContaining("canary");
    }

    @Test
    void a_file_that_cannot_be_read_is_an_error() throws IOException {
        Files.createDirectories(home.resolve(".huaweicloud/credentials"));
        assertThatThrownBy(() -> chain().credentials())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("can't be read");
    }

    @Test
    void a_key_with_a_character_that_no_key_has_is_an_error_that_quotes_nothing() throws IOException {
        file("[basic]", "ak=canary\u00e4", "sk=canary");
        assertThatThrownBy(() -> chain().credentials())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("U+00")
                .hasMessageNotContaining("canary");
    }

    @Test
    void what_was_found_is_kept_and_what_was_not_is_looked_for_again() throws IOException {
        CredentialsProvider chain = chain();
        assertThatThrownBy(chain::credentials).isInstanceOf(CredentialsException.class);
        Path file = file("[basic]", "ak=file-ak", "sk=file-sk");
        Credentials found = chain.credentials();
        Files.delete(file);

        assertThat(chain.credentials()).isSameAs(found);
        assertThat(chain.toString()).doesNotContain("file-sk");
    }

    @Test
    void a_search_tells_where_it_ended_and_sends_nothing() {
        // Nobody listens there: to log in would fail.
        set(
                "CPH_IAM_ACCOUNT=account",
                "CPH_IAM_USER=user",
                "CPH_IAM_PASSWORD=canary",
                "CPH_REGION=cn-north-4",
                "HUAWEICLOUD_SDK_IAM_ENDPOINT=http://127.0.0.1:1");
        DefaultChain.Search search = chain().search();

        assertThat(search.lookedFor())
                .containsExactly(
                        "the variables HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK",
                        "the variable CPH_TOKEN",
                        "the variables CPH_IAM_ACCOUNT, CPH_IAM_USER and CPH_IAM_PASSWORD");
        assertThat(search.provider()).isInstanceOf(IamPasswordCredentials.class);
        assertThat(search.problem()).isNull();
        assertThat(search.toString()).doesNotContain("canary");
    }

    @Test
    void a_search_that_finds_nothing_or_half_a_source_is_a_result_too() {
        DefaultChain.Search nothing = chain().search();
        assertThat(nothing.lookedFor()).hasSize(4);
        assertThat(nothing.provider()).isNull();
        assertThat(nothing.problem()).isNull();

        set("CPH_IAM_PASSWORD=canary");
        DefaultChain.Search half = chain().search();
        assertThat(half.lookedFor()).hasSize(3);
        assertThat(half.provider()).isNull();
        assertThat(half.problem()).hasMessageContaining("missing: CPH_IAM_ACCOUNT, CPH_IAM_USER");
        assertThat(half.toString()).doesNotContain("canary");
    }

    @Test
    void where_the_home_folder_is_not_known_nothing_is_taken_from_the_current_one() {
        assertThatThrownBy(() -> new DefaultChain(name -> null, Path.of("?")).credentials())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("it is not known where the home folder is");
    }
}
