package io.github.cphshare.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.provider.IHttpClientFactory;
import au.com.dius.pact.provider.junit5.HttpTestTarget;
import au.com.dius.pact.provider.junit5.HttpsTestTarget;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junit5.TestTarget;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.loader.PactSource;
import io.github.cphshare.simulator.CphSimulator;
import java.net.URI;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The committed pact, put to a provider over HTTP: to the simulator, or to the endpoint that the command line names
 * (README.md).
 */
@Provider(Exchange.PROVIDER)
@PactSource(CommittedPact.class)
class ProviderPactTest {
    private @Nullable CphSimulator simulator;
    private @Nullable String token;

    @BeforeEach
    void chooseProvider(PactVerificationContext context) {
        SynchronousHttp interaction = (SynchronousHttp) context.getInteraction();
        RealEndpoint real = RealEndpoint.named().orElse(null);
        if (real != null) {
            assumeTrue(
                    real.canAnswer(interaction),
                    "no real endpoint can be brought into that state, or nothing may be pushed");
            token = real.token();
            context.addStateChangeHandlers(real);
            context.setTarget(target(real.url()));
            return;
        }
        Queue<String> ids = new ConcurrentLinkedQueue<>();
        simulator = CphSimulator.builder()
                .project(Contract.published().projectId())
                .ids(() -> Objects.requireNonNullElseGet(
                        ids.poll(), () -> UUID.randomUUID().toString()))
                .start();
        token = simulator.token();
        context.addStateChangeHandlers(new SimulatedStates(simulator, ids, interaction));
        context.setTarget(target(simulator.endpoint()));
    }

    @AfterEach
    void stopSimulator() {
        if (simulator != null) {
            simulator.close();
        }
    }

    @TestTemplate
    @ExtendWith(PactVerificationInvocationContextProvider.class)
    void the_provider_keeps_the_pact(PactVerificationContext context, HttpRequest request) {
        request.setHeader(Exchange.TOKEN_HEADER, token);
        context.verifyInteraction();
    }

    /** A push is not repeated, also not where the answer is a 429 or 503, as the client does that Pact would make. */
    private static TestTarget target(URI url) {
        IHttpClientFactory once = provider -> HttpClients.custom()
                .useSystemProperties()
                .disableAutomaticRetries()
                .build();
        String path = url.getPath().isEmpty() ? "/" : url.getPath();
        return url.getScheme().equals("https")
                ? new HttpsTestTarget(url.getHost(), url.getPort() < 0 ? 443 : url.getPort(), path, false, () -> once)
                : new HttpTestTarget(url.getHost(), url.getPort() < 0 ? 80 : url.getPort(), path, () -> once);
    }
}
