package io.github.cphshare.cli;

import io.github.cphshare.client.AwaitTimeoutException;
import io.github.cphshare.client.PushOutcome;
import io.github.cphshare.client.PushReceipt;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.MalformedResponseException;
import io.github.cphshare.client.error.ServiceException;
import io.github.cphshare.client.error.TransportException;
import io.github.cphshare.client.file.ShareListingException;
import io.github.cphshare.client.fleet.FleetOutcome;
import io.github.cphshare.client.fleet.FleetState;
import io.github.cphshare.client.fleet.JournalException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a command says to the shell. */
final class ExitCode {
    static final int DONE = 0;
    static final int REFUSED_HERE = 1;
    static final int USAGE = 2;
    static final int REFUSED_BY_SERVICE = 3;
    static final int UNKNOWN = 4;

    private ExitCode() {}

    static int of(PushReceipt receipt) {
        if (receipt.allAccepted()) {
            return DONE;
        }
        boolean plain = receipt.unclear().isEmpty()
                && receipt.missing().isEmpty()
                && receipt.doubled().isEmpty()
                && receipt.unexpected().isEmpty();
        return plain ? REFUSED_BY_SERVICE : UNKNOWN;
    }

    static int of(PushOutcome outcome) {
        if (outcome.allSucceeded()) {
            return DONE;
        }
        boolean told = outcome.complete()
                && outcome.running().isEmpty()
                && outcome.unknown().isEmpty()
                && outcome.unexpected().isEmpty()
                && outcome.unknownRequests().isEmpty();
        return told ? REFUSED_BY_SERVICE : UNKNOWN;
    }

    static int of(FleetOutcome outcome) {
        if (outcome.allSucceeded()) {
            return DONE;
        }
        if (outcome.count(FleetState.UNKNOWN) + outcome.count(FleetState.RUNNING) > 0
                || !outcome.unexpected().isEmpty()) {
            return UNKNOWN;
        }
        if (outcome.count(FleetState.NOT_PUSHED) == 0) {
            return REFUSED_BY_SERVICE;
        }
        boolean nothingDone =
                outcome.count(FleetState.NOT_PUSHED) == outcome.servers().size();
        return switch (outcome.end()) {
            case DEADLINE, INTERRUPTED -> UNKNOWN;
            case GAVE_UP -> gaveUp(nothingDone, outcome.cause());
            case DONE -> REFUSED_BY_SERVICE;
        };
    }

    /** What ended a run early that has done something before is no refusal of the service, unless it is one. */
    private static int gaveUp(boolean nothingDone, @Nullable Throwable cause) {
        int code = cause instanceof CphShareException failure ? of(failure) : UNKNOWN;
        return nothingDone || code == REFUSED_BY_SERVICE ? code : UNKNOWN;
    }

    static int of(CphShareException failure) {
        if (failure instanceof AwaitTimeoutException) {
            return UNKNOWN;
        }
        if (failure instanceof ShareListingException) {
            return failure.delivery() == Delivery.UNKNOWN ? UNKNOWN : REFUSED_BY_SERVICE;
        }
        if (failure instanceof TransportException || failure instanceof MalformedResponseException) {
            return UNKNOWN;
        }
        if (failure instanceof ServiceException) {
            return failure.delivery() == Delivery.UNKNOWN ? UNKNOWN : REFUSED_BY_SERVICE;
        }
        if (failure instanceof JournalException && failure.getCause() instanceof IOException) {
            return USAGE; // A file that cannot be read or written.
        }
        return REFUSED_HERE;
    }
}
