package io.github.cphshare.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cphshare.client.auth.AkSkCredentials;
import java.time.Instant;
import java.util.Map;
import okhttp3.HttpUrl;
import okio.ByteString;
import org.junit.jupiter.api.Test;

/** Signatures that others have published or recorded. */
class SignerTest {
    private static final AkSkCredentials PLAIN = AkSkCredentials.of("AccessKey", "SecretKey");
    private static final String VPCS = "https://service.region.example.com/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs"
            + "?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0";
    private static final String HOST = "service.region.example.com";
    private static final String DATE = "20191115T033655Z";

    private static String signature(
            AkSkCredentials key, String method, String url, Map<String, String> headers, String body) {
        String authorization = Signer.authorization(
                key,
                method,
                HttpUrl.get(url),
                headers,
                ByteString.encodeUtf8(body).sha256());
        return authorization.substring(authorization.indexOf("Signature=") + 10);
    }

    @Test
    void the_worked_example_of_the_signing_guide_comes_out() {
        AkSkCredentials key = AkSkCredentials.of("QTWAOYTTINDUT2QVKYUC", "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc");
        String authorization = Signer.authorization(
                key,
                "GET",
                HttpUrl.get(VPCS),
                Map.of("Content-Type", "application/json", "Host", HOST, "X-Sdk-Date", DATE),
                ByteString.EMPTY.sha256());

        assertThat(authorization)
                .isEqualTo("SDK-HMAC-SHA256 Access=QTWAOYTTINDUT2QVKYUC, SignedHeaders=content-type;host;x-sdk-date,"
                        + " Signature=7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe");
    }

    @Test
    void the_vendors_test_of_a_get_comes_out() {
        assertThat(signature(PLAIN, "GET", VPCS, Map.of("Host", HOST, "X-Sdk-Date", DATE), ""))
                .isEqualTo("fd95e7da6f695cfb4cabbb9d6b0968aec155bc576b064835282473539ae9ea1d");
    }

    @Test
    void the_vendors_test_of_a_post_comes_out() {
        assertThat(signature(
                        PLAIN,
                        "POST",
                        "https://service.region.example.com/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpc/123",
                        Map.of("Host", HOST, "X-Sdk-Date", DATE),
                        "{\"key\":\"value\"}"))
                .isEqualTo("b5649aa774f6cac7437631662f08815fc65c70e40e486df6db2436ce68902771");
    }

    @Test
    void a_push_that_was_worked_out_by_other_code_comes_out() {
        assertThat(signature(
                        PLAIN,
                        "POST",
                        "https://cph.cn-north-4.myhuaweicloud.com/v1/0503ddaa18000ff21ff0c009e65d5482"
                                + "/cloud-phone/phones/share-files",
                        Map.of(
                                "Host",
                                "cph.cn-north-4.myhuaweicloud.com",
                                "X-Project-Id",
                                "0503ddaa18000ff21ff0c009e65d5482",
                                "X-Sdk-Date",
                                DATE),
                        "{\"bucket_name\":\"bucketa\",\"object_path\":\"my_apps/test.tar\","
                                + "\"server_ids\":[\"1234567b8bab40ffb711234cb80d0234\"]}"))
                .isEqualTo("2108556a9b95f750c5e860f10137f173d3dfb929992bbc6427e5bd913a416dbd");
    }

    @Test
    void a_push_of_the_vendors_client_that_was_recorded_comes_out() {
        assertThat(signature(
                        AkSkCredentials.of("EXAMPLEAK0000000TEST", "EXAMPLEskEXAMPLEskEXAMPLEskEXAMPLEsk0001"),
                        "POST",
                        "https://cph.ap-southeast-1.myhuaweicloud.com/v1/0123456789abcdef0123456789ab0002"
                                + "/cloud-phone/phones/share-files",
                        Map.of(
                                "Host",
                                "cph.ap-southeast-1.myhuaweicloud.com",
                                "User-Agent",
                                "huaweicloud-usdk-java/3.0",
                                "X-Project-Id",
                                "0123456789abcdef0123456789ab0002",
                                "X-Sdk-Date",
                                "20240809T000000Z"),
                        "{\"bucket_name\":\"bucketA\",\"object_path\":\"my_apps/test.tar\",\"server_ids\":"
                                + "[\"1234567b8bab40ffb711234cb80d0234\",\"1678567b8bab40f93711234cb80d0764\"]}"))
                .isEqualTo("135e797b31fcac4fa0cd7c047fb1bde06448b61804a89b7cdf6c5d04a9058449");
    }

    @Test
    void a_date_is_to_the_second_in_utc() {
        assertThat(Signer.date(Instant.parse("2026-01-02T03:04:05.999Z"))).isEqualTo("20260102T030405Z");
        assertThat(Signer.instant("20260102T030405Z")).isEqualTo("2026-01-02T03:04:05Z");
    }
}
