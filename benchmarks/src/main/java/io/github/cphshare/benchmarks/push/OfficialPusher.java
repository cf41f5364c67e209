package io.github.cphshare.benchmarks.push;

import com.huaweicloud.sdk.core.HcClient;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.auth.ICredential;
import com.huaweicloud.sdk.core.http.HttpClient;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.core.http.HttpRequest;
import com.huaweicloud.sdk.cph.v1.CphClient;
import com.huaweicloud.sdk.cph.v1.model.PushShareFilesRequest;
import io.github.cphshare.benchmarks.Sample;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.X509TrustManager;

/** The vendor's SDK. It takes the values unchecked, signs, sends, and parses the answer. */
final class OfficialPusher implements Pusher {
    private final CphClient client;
    private final Sample sample;

    private OfficialPusher(CphClient client, Sample sample) {
        this.client = client;
        this.sample = sample;
    }

    static OfficialPusher withToken(Target target) {
        return new OfficialPusher(client(target, new Token()), target.sample());
    }

    static OfficialPusher withAccessKey(Target target) {
        BasicCredentials key = new BasicCredentials()
                .withAk(Sample.ACCESS_KEY)
                .withSk(Sample.SECRET_KEY)
                .withProjectId(Sample.PROJECT);
        return new OfficialPusher(client(target, key), target.sample());
    }

    private static CphClient client(Target target, ICredential credential) {
        // A user agent of one's own keeps the SDK from writing an id into the home folder.
        HttpConfig config = HttpConfig.getDefaultHttpConfig().withUserAgent("benchmark");
        X509TrustManager trustManager = target.trustManager();
        if (trustManager != null) {
            config.withX509TrustManager(trustManager)
                    .withSSLSocketFactory(Target.sslContext(trustManager).getSocketFactory());
        }
        return new CphClient(
                new HcClient(config).withEndpoints(List.of(target.endpoint())).withCredential(credential));
    }

    @Override
    public int push() {
        return client.pushShareFiles(new PushShareFilesRequest().withBody(body -> body.withBucketName(Sample.BUCKET)
                        .withObjectPath(Sample.OBJECT)
                        .withServerIds(sample.serverIds())))
                .getJobs()
                .size();
    }

    @Override
    public void close() {
        // It has no way to be closed.
    }

    /** The SDK knows no tokens; this is how others bring theirs. */
    private static final class Token implements ICredential {
        @Override
        public CompletableFuture<ICredential> processAuthParams(HcClient client, String region) {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public CompletableFuture<HttpRequest> processAuthRequest(HttpRequest request, HttpClient client) {
            return CompletableFuture.completedFuture(syncProcessAuthRequest(request, client));
        }

        @Override
        public HttpRequest syncProcessAuthRequest(HttpRequest request, HttpClient client) {
            return request.builder()
                    .addAutoFilledPathParam("project_id", Sample.PROJECT)
                    .addHeader("X-Auth-Token", Sample.TOKEN)
                    .build();
        }

        @Override
        public ICredential deepClone() {
            return new Token();
        }
    }
}
