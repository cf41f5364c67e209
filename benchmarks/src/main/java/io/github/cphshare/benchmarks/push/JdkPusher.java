package io.github.cphshare.benchmarks.push;

import io.github.cphshare.benchmarks.Sample;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import javax.net.ssl.X509TrustManager;

/** The JDK's own client, with a request that was made beforehand. */
final class JdkPusher implements Pusher {
    private final HttpClient client;
    private final HttpRequest request;

    JdkPusher(Target target) {
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        X509TrustManager trustManager = target.trustManager();
        if (trustManager != null) {
            builder.sslContext(Target.sslContext(trustManager));
        }
        client = builder.build();
        request = HttpRequest.newBuilder(URI.create(target.url()))
                .header("X-Auth-Token", Sample.TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(target.sample().requestBody()))
                .build();
    }

    @Override
    public int push() throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send();
        if (response.statusCode() != 200) {
            throw new IOException("HTTP " + response.statusCode());
        }
        return response.body().length;
    }

    /** Once more where it failed: this client now and then closes a connection of its pool that it has just taken. */
    private HttpResponse<byte[]> send() throws IOException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    @Override
    public void close() {
        // Java 17 has no way to close it; its threads end when it is collected.
    }
}
