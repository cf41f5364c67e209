package io.github.cphshare.client.tar;

import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.internal.LeftBehind;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An archive, or a folder to be packed, breaks rules that refuse it. Nothing was sent. */
public final class InvalidTarException extends CphShareException {
    private static final long serialVersionUID = 1L;
    private static final int FINDINGS_IN_MESSAGE = 3;

    private final transient @Nullable TarReport report;

    InvalidTarException(TarReport report) {
        super(
                summary(report),
                null,
                Delivery.NOT_SENT,
                "Mend what each finding names, or pack the folder anew with TarPacker.",
                null);
        this.report = report;
    }

    /**
     * Everything that was found.
     *
     * @return the report, with at least one finding of severity {@link Severity#ERROR}
     * @throws IllegalStateException if this failure was serialised and read again; its message tells the same
     */
    public TarReport report() {
        return LeftBehind.required(report, "report");
    }

    private static String summary(TarReport report) {
        List<TarFinding> errors = report.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        String first = errors.stream()
                .limit(FINDINGS_IN_MESSAGE)
                .map(finding -> System.lineSeparator() + "  " + finding)
                .collect(Collectors.joining());
        int more = errors.size() - FINDINGS_IN_MESSAGE;
        return "The tar archive is refused, nothing was sent. Errors: " + errors.size()
                + (report.unlisted().isEmpty() ? "" : " or more") + first
                + (more > 0 ? System.lineSeparator() + "  and " + more + " more" : "");
    }
}
