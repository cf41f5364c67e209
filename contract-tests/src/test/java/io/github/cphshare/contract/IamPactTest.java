package io.github.cphshare.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import au.com.dius.pact.consumer.BaseMockServer;
import au.com.dius.pact.consumer.MockHttpServerKt;
import au.com.dius.pact.consumer.PactVerificationResult;
import au.com.dius.pact.consumer.model.MockProviderConfig;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the real client asks of IAM and makes of each answer; and that the committed pact and IAM's document agree. */
class IamPactTest {
    private static final String UPDATE = "pact.update";

    private final IamPact iam = new IamPact();

    @TestFactory
    Stream<DynamicTest> the_client_sends_what_is_pinned_and_understands_the_answer() {
        return iam.pinned().stream()
                .map(pinned -> dynamicTest(pinned.description(), () -> {
                    BaseMockServer server =
                            MockHttpServerKt.mockServer(pinned.pact(), MockProviderConfig.createDefault());
                    server.start();
                    try {
                        pinned.call().accept(server.getUrl());
                        assertThat(server.validateMockServerState(null)).isInstanceOf(PactVerificationResult.Ok.class);
                    } finally {
                        server.stop();
                    }
                }));
    }

    @Test
    void the_committed_pact_is_the_one_that_is_pinned() throws IOException {
        String made = PactFile.toText(iam.whole());
        if (Boolean.getBoolean(UPDATE)) {
            PactFile.write(PactFile.IAM, made);
        }

        assertThat(PactFile.meaning(PactFile.read(PactFile.IAM)))
                .as("%s; to make it: mvn -pl contract-tests -am test -D%s=true", PactFile.IAM, UPDATE)
                .isEqualTo(PactFile.meaning(made));
    }

    @TestFactory
    Stream<DynamicTest> an_interaction_of_the_pact_is_one_of_the_contract() {
        OpenApiCheck check = new OpenApiCheck(Contract.iam());
        return interactions().stream()
                .map(one -> dynamicTest(one.getDescription(), () -> assertThat(check.findings(one))
                        .isEmpty()));
    }

    @Test
    void every_status_of_every_operation_has_an_interaction() {
        Contract contract = Contract.iam();
        assertThat(contract.operations()).hasSize(2).allSatisfy(operation -> assertThat(operation.statuses())
                .allSatisfy(status -> assertThat(interactions())
                        .as("%s %s", operation.id(), status)
                        .anyMatch(one -> operation.isAt(
                                        one.getRequest().getMethod(),
                                        one.getRequest().getPath())
                                && status.equals(
                                        String.valueOf(one.getResponse().getStatus())))));
    }

    private static List<SynchronousHttp> interactions() {
        return PactFile.interactions(PactFile.parse(PactFile.read(PactFile.IAM)));
    }
}
