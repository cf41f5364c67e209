package io.github.cphshare.benchmarks.push;

import io.github.cphshare.benchmarks.Sample;
import java.io.IOException;
import javax.net.ssl.X509TrustManager;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** The least that a push with OkHttp can cost: the request was made beforehand, and the answer is only received. */
final class OkHttpPusher implements Pusher {
    private final OkHttpClient client;
    private final Request request;

    OkHttpPusher(Target target) {
        client = client(target);
        request = new Request.Builder()
                .url(target.url())
                .header("X-Auth-Token", Sample.TOKEN)
                .post(RequestBody.create(target.sample().requestBody(), MediaType.get("application/json")))
                .build();
    }

    static OkHttpClient client(Target target) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder();
        X509TrustManager trustManager = target.trustManager();
        if (trustManager != null) {
            builder.sslSocketFactory(Target.sslContext(trustManager).getSocketFactory(), trustManager);
        }
        return builder.build();
    }

    @Override
    public int push() throws IOException {
        try (Response response = client.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException("HTTP " + response.code());
            }
            return response.body().bytes().length;
        }
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
