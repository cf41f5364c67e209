package io.github.cphshare.client.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunTest {
    @Test
    void what_the_answer_to_a_push_and_its_jobs_both_tell_is_told_once() {
        Run run = new Run(new Ledger(List.of("server-1")), FleetOptions.defaults(), 0);

        run.add(List.of("The service answered more than once about server-1."));
        run.add(List.of("The service answered more than once about server-1.", "And something else."));

        assertThat(run.findings())
                .containsExactly("The service answered more than once about server-1.", "And something else.");
    }
}
