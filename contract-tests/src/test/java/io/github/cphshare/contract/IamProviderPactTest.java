package io.github.cphshare.contract;

import au.com.dius.pact.provider.junit5.HttpTestTarget;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.State;
import au.com.dius.pact.provider.junitsupport.loader.PactFolder;
import io.github.cphshare.simulator.CphSimulator;
import io.github.cphshare.simulator.Fault;
import java.util.Map;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pact with IAM, put to the simulator. A real IAM would get real passwords, so it is not asked. */
@Provider(IamPact.PROVIDER)
@PactFolder("pacts")
class IamProviderPactTest {
    private final CphSimulator simulator = new IamPact().simulator().start();

    @BeforeEach
    void target(PactVerificationContext context) {
        context.setTarget(new HttpTestTarget(
                simulator.endpoint().getHost(),
                simulator.endpoint().getPort(),
                "/",
                () -> provider -> HttpClients.custom().disableAutomaticRetries().build()));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @TestTemplate
    @ExtendWith(PactVerificationInvocationContextProvider.class)
    void the_provider_keeps_the_pact(PactVerificationContext context) {
        context.verifyInteraction();
    }

    /** These are there from the start. */
    @State({IamPact.USER, IamPact.PROJECT})
    void userAndProject() {}

    @State(IamPact.FAILS)
    void fails(Map<String, Object> parameters) {
        int status = ((Number) parameters.get("status")).intValue();
        simulator.faults().next(Fault.status(status).on((String) parameters.get("operation")));
    }
}
