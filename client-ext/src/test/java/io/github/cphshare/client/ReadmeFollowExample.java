package io.github.cphshare.client;

import io.github.cphshare.client.server.PreflightReport;
import java.time.Duration;

/** How to see a push through, compiled: for the README, beside {@link ReadmeExample}. */
final class ReadmeFollowExample {
    private ReadmeFollowExample() {}

    static void run(CphShareClient cph, PushRequest request) {
        // spotless:off
        PreflightReport before = cph.preflight(request); // do the servers exist, run, and have shared storage?
        before.findings().forEach(System.err::println);
        PushReceipt receipt = cph.push(request.toServers(before.pushable()));
        PushOutcome outcome = cph.await(receipt, Duration.ofMinutes(30), // asks less and less often, waits out outages
                progress -> System.err.println(progress));
        outcome.servers().forEach(System.err::println); // each one succeeded, failed, refused, running or unknown, and why
        outcome.requireAllSucceeded(); // or: cph.push(request.toServers(outcome.failedServers()))
        // spotless:on
    }
}
