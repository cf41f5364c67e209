package io.github.cphshare.client.auth;

import io.github.cphshare.client.internal.Interrupts;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds a token and replaces it: in time, in the background, while everybody goes on with the one that is still good;
 * and where there is no good one, by the first who asks, whose result or failure all the others who ask meanwhile share.
 */
final class TokenCache {
    /** Long before the end, so that an outage of IAM has to be long to be felt; a token is good for 24 hours. */
    static final Duration RENEWED_BEFORE_END = Duration.ofMinutes(30);

    /** A request takes its time to arrive, and clocks are not quite right. */
    static final Duration UNUSED_BEFORE_END = Duration.ofMinutes(1);

    /** Of its life, where that is short: else no request after the first could use it, and each would log in. */
    private static final int LARGEST_PART = 4;

    /** Between two attempts in the background: an account is locked after some wrong passwords. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    private final Supplier<Issued> source;
    private final Clock clock;
    private final Executor background;

    private @Nullable Held held;
    private @Nullable Attempt attempt;
    private Instant nextInBackground = Instant.MIN;

    /**
     * @param source asks for a new token; called by one thread at a time
     * @param background runs what nobody waits for
     */
    TokenCache(Supplier<Issued> source, Clock clock, Executor background) {
        this.source = source;
        this.clock = clock;
        this.background = background;
    }

    /** A token, and the time from which it is not good any more. */
    record Issued(TokenCredentials credentials, Instant end) {}

    private record Held(TokenCredentials credentials, Instant renewedFrom, Instant unusedFrom) {
        static Held of(Issued token, Instant now) {
            Duration part = Duration.between(now, token.end()).dividedBy(LARGEST_PART);
            return new Held(
                    token.credentials(),
                    before(token, RENEWED_BEFORE_END, part),
                    before(token, UNUSED_BEFORE_END, part));
        }

        private static Instant before(Issued token, Duration usual, Duration most) {
            return token.end().minus(usual.compareTo(most) < 0 ? usual : most);
        }

        boolean isGood(Instant now) {
            return now.isBefore(unusedFrom);
        }
    }

    /** One question to IAM: whoever gets to it first asks, and all share what comes. */
    private final class Attempt extends CompletableFuture<Issued> {
        private final AtomicBoolean begun = new AtomicBoolean();
        private volatile boolean interrupted;

        /** Whether it was still to be asked; it is answered then. */
        boolean carryOut() {
            if (!begun.compareAndSet(false, true)) {
                return false;
            }
            try {
                Issued issued = source.get();
                end(this, issued);
                complete(issued);
            } catch (RuntimeException | Error e) {
                interrupted = Thread.currentThread().isInterrupted() && e.getCause() instanceof IOException;
                end(this, null);
                completeExceptionally(e);
            }
            return true;
        }
    }

    /** A token that is good. */
    TokenCredentials get() {
        Instant now = clock.instant();
        Held token;
        Attempt begun = null;
        synchronized (this) {
            token = held;
            if (token == null || !token.isGood(now)) {
                token = null;
            } else if (!now.isBefore(token.renewedFrom()) && attempt == null && !now.isBefore(nextInBackground)) {
                nextInBackground = now.plus(PAUSE);
                begun = new Attempt();
                attempt = begun;
            }
        }
        if (token == null) {
            return insteadOf(null);
        }
        if (begun != null) {
            try {
                background.execute(begun::carryOut);
            } catch (RuntimeException | Error e) {
                // The token held is still good; who needs another one meanwhile asks for it.
                end(begun, null);
            }
        }
        return token.credentials();
    }

    /**
     * A token other than the one that was refused.
     *
     * @param refused what the service did not take; {@code null} if the token held has come to its end
     */
    TokenCredentials insteadOf(@Nullable TokenCredentials refused) {
        while (true) {
            Attempt shared;
            synchronized (this) {
                // Somebody else may have been refused with the same token, and be back already.
                if (held != null && isOtherThan(refused, held)) {
                    return held.credentials();
                }
                if (attempt == null) {
                    attempt = new Attempt();
                }
                shared = attempt;
            }
            // Also one that waits for a thread in the background, which may be this one.
            boolean ours = shared.carryOut();
            try {
                return shared.get().credentials();
            } catch (InterruptedException e) {
                throw new CredentialsException(
                        "The thread was interrupted while it waited for a token.", Interrupts.failure(e));
            } catch (ExecutionException e) {
                if (!ours && shared.interrupted) {
                    continue; // Whose thread was interrupted is the only one that this concerns.
                }
                if (e.getCause() instanceof CredentialsException failure) {
                    // To each their own: what one caller adds to it is not the others' business.
                    throw ours
                            ? failure
                            : new CredentialsException(String.valueOf(failure.getMessage()), failure.getCause());
                }
                throw new CompletionException(e.getCause());
            }
        }
    }

    private boolean isOtherThan(@Nullable TokenCredentials refused, Held token) {
        return refused == null ? token.isGood(clock.instant()) : token.credentials() != refused;
    }

    private synchronized void end(Attempt ended, @Nullable Issued issued) {
        if (issued != null) {
            held = Held.of(issued, clock.instant());
        }
        if (attempt == ended) {
            attempt = null;
        }
    }
}
