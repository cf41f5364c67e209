package io.github.cphshare.simulator;

import java.util.List;

/** A request that is refused as a whole, with a code of the catalogue. */
final class Refusal extends Exception {
    private final int status;
    private final String code;
    private final String why;
    private final transient List<Problem> problems;

    /** With the status that the catalogue gives to the code: see {@link ErrorCatalog#status}. */
    static Refusal of(ErrorCatalog errors, String code, List<Problem> problems) {
        return new Refusal(errors.status(code), code, problems);
    }

    Refusal(int status, String code, List<Problem> problems) {
        this(status, code, "", problems);
    }

    private Refusal(int status, String code, String why, List<Problem> problems) {
        super(code, null, false, false);
        this.status = status;
        this.code = code;
        this.why = why;
        this.problems = problems;
    }

    /** With a suffix to the catalogue's message, as the gateway explains what it cannot authenticate. */
    static Refusal explained(ErrorCatalog errors, String code, String why, List<Problem> problems) {
        return new Refusal(errors.status(code), code, why, problems);
    }

    Answer answer(ErrorCatalog errors, String requestId) {
        String message = errors.message(code, status) + (why.isEmpty() ? "" : ": " + why);
        return Answer.error(status, code, message, requestId)
                .because(problems.stream().map(Problem::toString).toList());
    }
}
