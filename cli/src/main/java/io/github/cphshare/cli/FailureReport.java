package io.github.cphshare.cli;

import com.squareup.moshi.JsonWriter;
import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.error.FailedAttempt;
import io.github.cphshare.client.error.MalformedResponseException;
import io.github.cphshare.client.error.ServiceException;
import io.github.cphshare.client.file.ShareListingException;
import io.github.cphshare.client.tar.RemoteTarException;
import io.github.cphshare.client.tar.TarFinding;
import io.github.cphshare.client.validation.InvalidRequestException;
import io.github.cphshare.client.validation.Violation;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a push did not come to an answer about its servers.
 *
 * @param type the kind of failure, as the SDK calls it
 * @param message what happened
 * @param delivery how far the request got
 * @param advice what to do next
 * @param requestId the service's id of the call
 * @param httpStatus the status of the answer, if there was one
 * @param errorCode the service's code, if there was one
 * @param category the kind of code, if the service refused
 * @param earlier the attempts before, where the call was repeated
 * @param violations what is wrong with the request and the configuration
 * @param findings what is wrong with the archive
 */
record FailureReport(
        String type,
        String message,
        Delivery delivery,
        String advice,
        @Nullable String requestId,
        @Nullable Integer httpStatus,
        @Nullable String errorCode,
        @Nullable String category,
        List<FailedAttempt> earlier,
        List<Violation> violations,
        List<TarFinding> findings) {

    /** What may go wrong in a way that is told, not shown as a bug. */
    @FunctionalInterface
    interface Attempt {
        int run() throws UnreadableFile;
    }

    /** Gives the exit code of an attempt, or tells of its failure and gives the code for that. */
    static int telling(Terminal terminal, boolean json, Attempt attempt) {
        try {
            return attempt.run();
        } catch (CphShareException e) {
            of(e).print(terminal, json);
            return ExitCode.of(e);
        } catch (UnreadableFile e) {
            unreadable(e).print(terminal, json);
            return ExitCode.USAGE;
        }
    }

    static FailureReport of(CphShareException failure) {
        if (failure instanceof InvalidRequestException invalid) {
            return refusedHere(invalid.violations(), List.of());
        }
        Integer httpStatus = null;
        String errorCode = null;
        String category = null;
        if (failure instanceof ServiceException refusal) {
            httpStatus = refusal.httpStatus();
            errorCode = refusal.errorCode();
            category = Text.lower(refusal.category());
        } else if (failure instanceof MalformedResponseException malformed) {
            httpStatus = malformed.httpStatus();
        } else if (failure instanceof ShareListingException listing) {
            errorCode = listing.errorCode();
        }
        return new FailureReport(
                failure.getClass().getSimpleName(),
                String.valueOf(failure.getMessage()),
                failure.delivery(),
                failure.advice(),
                failure.requestId(),
                httpStatus,
                errorCode,
                category,
                failure.earlierAttempts(),
                List.of(),
                List.of());
    }

    /** Everything that is wrong here, before anything was sent. */
    static FailureReport refusedHere(List<Violation> violations, List<TarFinding> findings) {
        boolean request = !violations.isEmpty();
        return new FailureReport(
                request ? InvalidRequestException.class.getSimpleName() : "InvalidTarException",
                request && findings.isEmpty()
                        ? "The request is not valid."
                        : request ? "The request is not valid, and the archive is refused." : "The archive is refused.",
                Delivery.NOT_SENT,
                request && findings.isEmpty()
                        ? "Correct what is named above."
                        : "Correct what is named above; 'cph-share pack' makes an archive that passes.",
                null,
                null,
                null,
                null,
                List.of(),
                violations,
                findings);
    }

    static FailureReport unreadable(UnreadableFile failure) {
        if (failure.getCause() instanceof RemoteTarException remote) {
            return of(remote);
        }
        return beforeAnything("UnreadableFile", String.valueOf(failure.getMessage()), "Name a file that can be read.");
    }

    static FailureReport bug(String type, String message) {
        return ofOurs(type, message, Delivery.UNKNOWN, "Look at the servers' jobs or files before you push again.");
    }

    /** The failure of a question about the jobs of a push, which were started whatever becomes of the question. */
    static FailureReport whileWaiting(CphShareException failure, @Nullable String pushed) {
        FailureReport report = of(failure);
        String goOn = pushed == null ? "" : " 'cph-share await' goes on with request " + Text.printable(pushed) + ".";
        return new FailureReport(
                report.type,
                "The jobs cannot be followed: " + report.message,
                Delivery.UNKNOWN,
                report.advice + goOn,
                report.requestId,
                report.httpStatus,
                report.errorCode,
                report.category,
                report.earlier,
                report.violations,
                report.findings);
    }

    /** @param help the command that tells what is right */
    static FailureReport wrongUsage(String message, String help) {
        return beforeAnything("WrongUsage", message, "See: " + help);
    }

    private static FailureReport beforeAnything(String type, String message, String advice) {
        return ofOurs(type, message, Delivery.NOT_SENT, advice);
    }

    /** Of which the service knows nothing. */
    private static FailureReport ofOurs(String type, String message, Delivery delivery, String advice) {
        return new FailureReport(
                type, message, delivery, advice, null, null, null, null, List.of(), List.of(), List.of());
    }

    /** For people on standard error; for programs one document on standard output as well. */
    void print(Terminal terminal, boolean json) {
        var err = terminal.err();
        err.println("cph-share: " + terminal.bad(Text.printable(message)));
        earlier.forEach(attempt -> err.println("  before that, attempt " + attempt.number() + ": "
                + Text.printable(String.valueOf(attempt.failure().getMessage()))));
        Text.printRows(err, violations, violation -> "  " + Text.printable(violation.toString()));
        findings.forEach(finding -> err.println("  " + TarText.line(terminal, finding)));
        err.println(Text.of(delivery));
        err.println("What to do: " + Text.printable(advice));
        if (json) {
            Json.print(terminal.out(), this::write);
        }
    }

    void write(JsonWriter json) throws IOException {
        json.beginObject();
        writeFields(json);
        json.endObject();
    }

    /** The same without the object around it, for a document that says more. */
    void writeFields(JsonWriter json) throws IOException {
        json.name("error").beginObject();
        json.name("type").value(type);
        json.name("message").value(message);
        json.name("delivery").value(Text.lower(delivery));
        json.name("advice").value(advice);
        json.name("requestId").value(requestId);
        json.name("httpStatus").value(httpStatus);
        json.name("errorCode").value(errorCode);
        json.name("category").value(category);
        json.name("earlierAttempts").beginArray();
        for (FailedAttempt attempt : earlier) {
            json.beginObject();
            json.name("type").value(attempt.failure().getClass().getSimpleName());
            json.name("message").value(attempt.failure().getMessage());
            json.name("delivery").value(Text.lower(attempt.failure().delivery()));
            json.endObject();
        }
        json.endArray();
        json.endObject();
        json.name("violations").beginArray();
        for (Violation violation : violations) {
            json.beginObject();
            json.name("field").value(violation.field());
            json.name("rule").value(violation.rule());
            json.name("message").value(violation.message());
            json.name("rejectedValue").value(violation.rejectedValue());
            json.name("source").value(violation.source());
            json.endObject();
        }
        json.endArray();
        json.name("findings");
        TarText.write(json, findings);
    }
}
