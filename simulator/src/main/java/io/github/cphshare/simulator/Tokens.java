package io.github.cphshare.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tokens that are accepted, each for a while. Thread-safe. */
final class Tokens {
    /** "Valid for 24 hours": iam-token.yaml, keystoneCreateUserTokenByPassword; IAM-2023, function. */
    private static final Duration LIFETIME = Duration.ofHours(24);

    private final Clock clock;
    private final Map<String, Grant> grants = new HashMap<>();

    Tokens(Clock clock) {
        this.clock = clock;
    }

    /** A token of the caller's choice, good until all are made to expire. */
    synchronized void accept(String token) {
        grants.put(token, new Grant(true, clock.instant(), Instant.MAX));
    }

    /** A new token; it does not end an older one. */
    synchronized Issued issue(boolean scopedToProject) {
        Instant now = clock.instant();
        Issued issued = new Issued(Ids.next() + Ids.next(), new Grant(scopedToProject, now, now.plus(LIFETIME)));
        grants.put(issued.token(), issued.grant());
        return issued;
    }

    synchronized Optional<Grant> find(String token) {
        return Optional.ofNullable(grants.get(token));
    }

    synchronized void expireAll() {
        Instant now = clock.instant();
        grants.replaceAll((token, grant) -> new Grant(grant.scopedToProject(), grant.issuedAt(), now));
    }

    /** What a token is good for; without a scope it is global, and good for nothing here. */
    record Grant(boolean scopedToProject, Instant issuedAt, Instant expiresAt) {
        boolean expired(Instant now) {
            return !now.isBefore(expiresAt);
        }
    }

    /** A token and its grant. */
    record Issued(String token, Grant grant) {
        @Override
        public String toString() {
            return "Issued[" + grant + "]";
        }
    }
}
