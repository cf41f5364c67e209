package io.github.cphshare.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.cphshare.client.validation.InvalidRequestException;
import io.github.cphshare.client.validation.Violation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input is refused at once and as a whole; what the documents allow is not refused. */
class PushRequestTest {

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        InvalidRequestException failure =
                catchThrowableOfType(InvalidRequestException.class, () -> PushRequest.builder()
                        .bucketName("-Bucket..A")
                        .objectPath("my apps/test.zip")
                        .serverIds(Arrays.asList("s1", "", null, "s 2", "s1", "x".repeat(129)))
                        .build());

        assertThat(failure.violations())
                .extracting(Violation::field, Violation::rule)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("bucket_name", "pattern"),
                        org.assertj.core.groups.Tuple.tuple("bucket_name", "bucketNaming"),
                        org.assertj.core.groups.Tuple.tuple("bucket_name", "bucketNaming"),
                        org.assertj.core.groups.Tuple.tuple("object_path", "pattern"),
                        org.assertj.core.groups.Tuple.tuple("server_ids[1]", "minLength"),
                        org.assertj.core.groups.Tuple.tuple("server_ids[1]", "pattern"),
                        org.assertj.core.groups.Tuple.tuple("server_ids[2]", "required"),
                        org.assertj.core.groups.Tuple.tuple("server_ids[3]", "pattern"),
                        org.assertj.core.groups.Tuple.tuple("server_ids[4]", "namedTwice"),
                        org.assertj.core.groups.Tuple.tuple("server_ids[5]", "maxLength"));
        assertThat(failure.violations()).allSatisfy(violation -> {
            assertThat(violation.message()).isNotBlank();
            assertThat(violation.source()).isNotBlank();
        });
        assertThat(failure).hasMessageContainingAll("-Bucket..A", "my apps/test.zip", ".tar", "EN-2024, Table 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://b.obs.example.com/a.tar?Signature=s3cr3t&AccessKeyId=k",
                "https://user:s3cr3t@obs.example.com/a.tar",
                "https://user:s3/s3cr3t@obs.example.com/a.tar",
                " HTTPS://user:s3cr3t@obs.example.com/a.tar?x",
            })
    void a_signed_url_that_was_given_for_a_key_is_told_without_its_secrets(String url) {
        assertThatThrownBy(() -> PushRequest.builder()
                        .bucketName("bucket-a")
                        .objectPath(url)
                        .serverId("s1")
                        .build())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("obs.example.com/a.tar")
                .message()
                .doesNotContain("s3cr3t");
    }

    @Test
    void an_empty_request_lacks_every_field() {
        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> PushRequest.builder()
                                .build())
                        .violations())
                .extracting(violation -> violation.field() + " " + violation.rule())
                .containsExactly("bucket_name required", "object_path required", "server_ids minItems");
    }

    @Test
    void the_example_bucket_of_the_documents_breaks_their_own_rule() {
        assertThat(violations(valid().bucketName("bucketA")))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("lower-case"));
    }

    @ParameterizedTest
    @CsvSource({
        "ab, minLength",
        "'', minLength",
        "bucket_a, pattern",
        "-bucket, bucketNaming",
        "bucket., bucketNaming",
        "a..b, bucketNaming",
        "a.-b, bucketNaming",
        "a-.b, bucketNaming",
        "192.168.1.1, bucketNaming",
    })
    void a_name_that_no_bucket_can_have_is_refused(String bucket, String rule) {
        assertThat(violations(valid().bucketName(bucket)))
                .extracting(Violation::rule)
                .contains(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a--b", "1.2.3", "abc", "0-0", "a.b-c.d", "1.2.3.4.5"})
    void unusual_but_possible_buckets_pass(String bucket) {
        assertThat(violations(valid().bucketName(bucket))).isEmpty();
    }

    @Test
    void the_longest_names_pass_and_the_next_longer_do_not() {
        assertThat(violations(valid().bucketName("b".repeat(63)))).isEmpty();
        assertThat(violations(valid().bucketName("b".repeat(64)))).hasSize(1);
        assertThat(violations(valid().objectPath("k".repeat(1020) + ".tar"))).isEmpty();
        assertThat(violations(valid().objectPath("k".repeat(1021) + ".tar"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.tar.gz", "a.TAR", "a.tar/", "ä.tar", "a b.tar", "a%20b.tar", "a(1).tar", "", "tar"})
    void what_is_not_the_key_of_a_tar_is_refused(String key) {
        assertThat(violations(valid().objectPath(key))).isNotEmpty();
    }

    @Test
    void no_number_of_servers_and_no_length_of_an_id_is_made_up() {
        List<String> many =
                IntStream.range(0, 20_000).mapToObj(i -> "server" + i).toList();
        assertThat(violations(valid().serverIds(many))).isEmpty();
        assertThat(violations(valid().serverId("88b8449b896f3a4f0ad57222dd91909")))
                .isEmpty();
        assertThat(violations(valid().serverId("1e223c8e-3ad0-4b1f-8f4a-4be2f3d0a1b2")))
                .isEmpty();
    }

    @Test
    void a_rejected_value_is_cut_and_made_harmless_for_a_terminal() {
        String evil = "\u001b[2J\u202e" + "x".repeat(500);
        Violation violation = violations(valid().objectPath(evil)).get(0);

        assertThat(violation.rejectedValue()).startsWith("\\u001b[2J\\u202e").hasSizeLessThan(120);
        assertThat(violation.toString()).doesNotContain("\u001b").doesNotContain("\u202e");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "https://user:pass@host/a@b.tar?sig=1#x, https://***@b.tar?***",
                "s3:///a:b@c, s3://***@c",
                "a@b:/c, a@b:/c",
                "a:/b?c@d, a:/b?***",
            })
    void a_rejected_url_is_shown_without_what_may_be_a_secret(String url, String shown) {
        assertThat(Violation.of("f", "r", "m", url, "s").rejectedValue()).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {":/", "/"})
    void a_long_rejected_value_costs_no_more_than_its_length(String part) {
        String value = ":/" + part.repeat(1_000_000);

        String shown = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Violation.of("f", "r", "m", value, "s")
                .rejectedValue());

        assertThat(shown).startsWith(":/").hasSizeLessThan(100);
    }

    @Property(tries = 300)
    void whatever_the_documents_allow_is_allowed(@ForAll("documented") PushRequest.Builder request) {
        assertThatCode(request::build).doesNotThrowAnyException();
    }

    @Property(tries = 300)
    void no_input_whatsoever_is_answered_with_anything_but_violations(
            @ForAll String bucket, @ForAll String key, @ForAll List<String> servers) {
        try {
            PushRequest request = PushRequest.builder()
                    .bucketName(bucket)
                    .objectPath(key)
                    .serverIds(servers)
                    .build();
            assertThat(request.serverIds()).isEqualTo(servers);
        } catch (InvalidRequestException e) {
            assertThat(e.violations()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<PushRequest.Builder> documented() {
        Arbitrary<String> bucket = Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .withChars('-')
                .ofMinLength(1)
                .ofMaxLength(61)
                .map(middle -> "a" + middle + "0");
        Arbitrary<String> key = Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("./_+#=-")
                .ofMaxLength(1020)
                .map(stem -> stem + ".tar");
        Arbitrary<List<String>> servers = Arbitraries.strings()
                .withCharRange('a', 'f')
                .numeric()
                .withChars('-')
                .ofMinLength(1)
                .ofMaxLength(40)
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(30);
        return Combinators.combine(bucket, key, servers)
                .as((b, k, s) ->
                        PushRequest.builder().bucketName(b).objectPath(k).serverIds(s));
    }

    @Test
    void a_request_is_a_value() {
        PushRequest request = valid().build();
        assertThat(request).isEqualTo(valid().build()).hasSameHashCodeAs(valid().build());
        assertThat(request.toBuilder().build()).isEqualTo(request);
        assertThat(request.toBuilder().serverId("s2").build()).isNotEqualTo(request);
        assertThat(request).hasToString("PushRequest{bucket-a/my_apps/test.tar -> 1 servers}");
    }

    private static PushRequest.Builder valid() {
        return PushRequest.builder()
                .bucketName("bucket-a")
                .objectPath("my_apps/test.tar")
                .serverId("s1");
    }

    private static List<Violation> violations(PushRequest.Builder request) {
        try {
            request.build();
            return List.of();
        } catch (InvalidRequestException e) {
            return e.violations();
        }
    }
}
