package io.github.cphshare.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import au.com.dius.pact.consumer.BaseMockServer;
import au.com.dius.pact.consumer.MockHttpServerKt;
import au.com.dius.pact.consumer.PactVerificationResult;
import au.com.dius.pact.consumer.model.MockProviderConfig;
import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.PushRequest;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.call.Retries;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the real client sends and what it makes of each answer, and that the committed pact says just that. */
class ConsumerPactTest {
    private static final String UPDATE = "pact.update";

    private final Contract contract = Contract.published();
    private final PushPact push = new PushPact(contract);

    @TestFactory
    Stream<DynamicTest> the_client_sends_what_is_pinned_and_understands_the_answer() {
        return WholePact.pinned(contract).stream()
                .map(pinned -> dynamicTest(pinned.description(), () -> holds(pinned)));
    }

    @Test
    void the_client_takes_a_null_for_an_absent_field() {
        holds(push.withNulls());
    }

    @Test
    void the_mock_server_takes_nothing_but_what_is_pinned() {
        Pinned pinned = push.pinned().get(0);
        PushRequest example = PushPact.exampleOf(contract);
        PushRequest another = PushRequest.builder()
                .bucketName("another-bucket")
                .objectPath(example.objectPath())
                .serverIds(example.serverIds())
                .build();

        PactVerificationResult result = exchange(
                        new Pinned(pinned.pact(), client -> client.push(another), outcome -> {}))
                .pact();

        assertThat(result).isInstanceOf(PactVerificationResult.Mismatches.class);
        assertThat(result.getDescription()).contains("another-bucket");
    }

    @Test
    void the_committed_pact_is_the_one_that_is_pinned() throws IOException {
        String made = PactFile.toText(WholePact.of(contract));
        PactFile.write(PactFile.MADE, made);
        if (Boolean.getBoolean(UPDATE)) {
            PactFile.write(PactFile.COMMITTED, made);
        }

        assertThat(PactFile.COMMITTED)
                .as("the pact; to make it: mvn -pl contract-tests -am test -D%s=true", UPDATE)
                .exists();
        assertThat(PactFile.meaning(Files.readString(PactFile.COMMITTED)))
                .as(
                        "%s. If the change is meant, look at its effect on others and update the file:"
                                + " mvn -pl contract-tests -am test -D%s=true",
                        PactFile.COMMITTED, UPDATE)
                .isEqualTo(PactFile.meaning(made));
    }

    @Test
    void the_pact_is_made_the_same_each_time() {
        assertThat(PactFile.toText(WholePact.of(Contract.published())))
                .isEqualTo(PactFile.toText(WholePact.of(contract)));
    }

    private void holds(Pinned pinned) {
        Result result = exchange(pinned);
        assertThat(result.pact()).isInstanceOf(PactVerificationResult.Ok.class);
        pinned.check().accept(result.outcome());
    }

    private Result exchange(Pinned pinned) {
        BaseMockServer server = MockHttpServerKt.mockServer(pinned.exchanges(), MockProviderConfig.createDefault());
        server.start();
        try (CphShareClient client = CphShareClient.builder()
                .endpoint(server.getUrl())
                .projectId(contract.projectId())
                .credentials(CredentialsProvider.token(Exchange.FAKE_TOKEN))
                .retries(Retries.none()) // an interaction is one request
                .build()) {
            Outcome outcome = Outcome.of(() -> pinned.call().apply(client));
            return new Result(outcome, server.validateMockServerState(null));
        } finally {
            server.stop();
        }
    }

    private record Result(Outcome outcome, PactVerificationResult pact) {}
}
