package io.github.cphshare.simulator;

import java.util.List;

/** A request that is refused as a whole, with a code of the catalogue. */
final class Refusal extends Exception {
    private final int status;
    private final String code;
    private final transient List<Problem> problems;

    /** With the status that the catalogue gives to the code: see {@link ErrorCatalog#status}. */
    static Refusal of(ErrorCatalog errors, String code, List<Problem> problems) {
        return new Refusal(errors.status(code), code, problems);
    }

    Refusal(int status, String code, List<Problem> problems) {
        super(code, null, false, false);
        this.status = status;
        this.code = code;
        this.problems = problems;
    }

    Answer answer(ErrorCatalog errors, String requestId) {
        return Answer.error(status, code, errors.message(code, status), requestId)
                .because(problems.stream().map(Problem::toString).toList());
    }
}
