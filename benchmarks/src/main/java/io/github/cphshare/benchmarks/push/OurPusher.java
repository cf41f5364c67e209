package io.github.cphshare.benchmarks.push;

import io.github.cphshare.benchmarks.Sample;
import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.call.CallInfo;
import io.github.cphshare.client.call.CallListener;
import io.github.cphshare.client.call.Retries;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Our client with everything on: a validated request, retries armed, a listener, an answer held against the request. */
final class OurPusher implements Pusher {
    private final LongAdder finished = new LongAdder();
    private final CphShareClient client;
    private final Sample sample;

    OurPusher(Target target, CredentialsProvider credentials) {
        CphShareClient.Builder builder = CphShareClient.builder()
                .endpoint(target.endpoint())
                .projectId(Sample.PROJECT)
                .credentials(credentials)
                .retries(Retries.safe())
                .listener(new CallListener() {
                    @Override
                    public void finished(CallInfo call, int attempts, Duration took, @Nullable Throwable failure) {
                        finished.increment();
                    }
                });
        if (target.certificate() != null) {
            builder.okHttpClient(OkHttpPusher.client(target));
        }
        client = builder.build();
        sample = target.sample();
    }

    @Override
    public int push() {
        return client.push(sample.request()).requireAllAccepted().accepted().size();
    }

    @Override
    public void close() {
        client.close();
    }
}
