package io.github.cphshare.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The queries of the contract, put to the endpoint that the command line names (README.md). It changes nothing there. */
@EnabledIfSystemProperty(named = RealEndpoint.URL, matches = ".+")
class LiveTest {

    @TestFactory
    Stream<DynamicTest> the_endpoint_answers_as_the_contract_says() {
        LiveQueries queries =
                new LiveQueries(Contract.published(), RealEndpoint.named().orElseThrow());
        return queries.inOrder().stream()
                .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
                    String missing = queries.missingFor(operation).orElse(null);
                    assumeTrue(missing == null, "no answer has named a " + missing);
                    assertThat(queries.ask(operation)).as(operation.id()).isEmpty();
                }));
    }
}
