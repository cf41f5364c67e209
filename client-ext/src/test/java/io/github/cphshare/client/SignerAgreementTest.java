package io.github.cphshare.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.huaweicloud.sdk.core.auth.AKSKSigner;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequest;
import io.github.cphshare.client.auth.AkSkCredentials;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import okhttp3.HttpUrl;
import okio.ByteString;

/**
 * Any request gets the signature that the vendor's SDK gives it. Left out is what the two send differently: percent signs
 * in a path, which the SDK encodes once more than it sends them, and names of query parameters, which it sends as they
 * are.
 */
class SignerAgreementTest {
    private static final String HOST = "cph.cn-north-4.myhuaweicloud.com";

    record Key(String access, String secret) {}

    record Sample(
            HttpMethod method,
            List<String> path,
            Map<String, String> query,
            Map<String, String> headers,
            String body) {}

    @Property(tries = 3_000)
    void our_signature_is_the_vendors(@ForAll("keys") Key key, @ForAll("samples") Sample sample) {
        HttpUrl.Builder url = new HttpUrl.Builder().scheme("https").host(HOST);
        sample.path().forEach(url::addPathSegment);
        sample.query().forEach(url::addQueryParameter);
        Map<String, String> headers = new TreeMap<>(sample.headers());
        headers.put("Host", HOST);

        assertThat(Signer.authorization(
                        AkSkCredentials.of(key.access(), key.secret()),
                        sample.method().name(),
                        url.build(),
                        headers,
                        ByteString.encodeUtf8(sample.body()).sha256()))
                .isEqualTo(vendors(key, sample));
    }

    private static String vendors(Key key, Sample sample) {
        HttpRequest.HttpRequestBuilder request = HttpRequest.newBuilder()
                .withMethod(sample.method())
                .withEndpoint("https://" + HOST)
                .withPath("/" + String.join("/", sample.path()))
                .withBodyAsString(sample.body())
                .addHeaders(sample.headers());
        sample.query().forEach((name, value) -> request.addQueryParam(name, List.of(value)));
        return AKSKSigner.getInstance()
                .sign(
                        request.build(),
                        new BasicCredentials().withAk(key.access()).withSk(key.secret()))
                .get("Authorization");
    }

    @Provide
    Arbitrary<Key> keys() {
        Arbitrary<String> secret =
                Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(80);
        Arbitrary<String> access = Arbitraries.strings()
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .ofMinLength(1)
                .ofMaxLength(40);
        return Combinators.combine(access, secret).as(Key::new);
    }

    @Provide
    Arbitrary<Sample> samples() {
        Arbitrary<String> segment = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withChars("-._~!$&'()*+,;=:@")
                .ofMinLength(1)
                .ofMaxLength(40)
                .filter(text -> !text.equals(".") && !text.equals(".."));
        Arbitrary<String> name = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("_-.~09AZ")
                .ofMinLength(1)
                .ofMaxLength(20);
        Arbitrary<String> text =
                Arbitraries.strings().withCharRange(' ', '\ud7ff').ofMaxLength(40);
        Arbitrary<Map<String, String>> headers = Combinators.combine(
                        Arbitraries.maps(
                                        Arbitraries.of(
                                                "X-Project-Id", "X-Security-Token", "User-Agent", "X-Trace", "Accept"),
                                        Arbitraries.strings()
                                                .withCharRange('!', '~')
                                                .ofMinLength(1)
                                                .ofMaxLength(60))
                                .ofMaxSize(5),
                        Arbitraries.longs().between(0, 253_402_300_799L))
                .as((others, second) -> {
                    Map<String, String> all = new TreeMap<>(others);
                    all.put(Signer.DATE_HEADER, Signer.date(java.time.Instant.ofEpochSecond(second)));
                    return all;
                });
        return Combinators.combine(
                        Arbitraries.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE),
                        segment.list().ofMinSize(1).ofMaxSize(7),
                        Arbitraries.maps(name, text).ofMaxSize(5),
                        headers,
                        Arbitraries.strings().ofMaxLength(300))
                .as(Sample::new);
    }
}
