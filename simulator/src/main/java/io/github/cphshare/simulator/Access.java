package io.github.cphshare.simulator;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Who may call the service, and with which parameters: what comes before every operation of it. Thread-safe. */
final class Access {
    private static final String PROJECT = "project_id";

    private final ErrorCatalog errors;
    private final Clock clock;
    private final String projectId;
    private final Tokens tokens;
    private final Signatures signatures;

    Access(ErrorCatalog errors, Clock clock, String projectId, Tokens tokens, Signatures signatures) {
        this.errors = errors;
        this.clock = clock;
        this.projectId = projectId;
        this.tokens = tokens;
        this.signatures = signatures;
    }

    /**
     * Lets a request in, or refuses it.
     *
     * @param codeOf the code for what is wrong with a parameter that is not the project. One code fits into an answer: that
     *     of the first problem. All problems are in the journal.
     */
    void admit(Operation operation, Request request, Function<Problem, String> codeOf) throws Refusal {
        boolean scopedToProject = authenticate(request);
        List<Problem> problems = operation.parameterProblems(request);
        if (problems.stream().anyMatch(problem -> problem.concerns(PROJECT))) {
            throw Refusal.of(errors, "CPS.0046", problems);
        }
        if (!projectId.equals(request.pathParameters().get(PROJECT))) {
            throw refusal("CPS.0046", "the project is not one of this endpoint");
        }
        if (!scopedToProject) {
            throw refusal("CPS.0001", "the credentials are not scoped to the project");
        }
        if (!problems.isEmpty()) {
            throw Refusal.of(errors, codeOf.apply(problems.get(0)), problems);
        }
    }

    /** Whether the credentials are good, for whatever project. */
    boolean knows(Request request) {
        try {
            authenticate(request);
            return true;
        } catch (Refusal e) {
            return false; // Whoever asks refuses in words of its own.
        }
    }

    /** Whether the credentials, which are good, are good for the project. */
    private boolean authenticate(Request request) throws Refusal {
        Optional<String> token = request.header("X-Auth-Token");
        if (token.isEmpty()) {
            return authenticateBySignature(request);
        }
        Optional<Tokens.Grant> grant = tokens.find(token.get());
        if (grant.isEmpty()) {
            throw refusal("APIGW.0301", "the X-Auth-Token is not one that was issued here");
        }
        if (grant.get().expired(clock.instant())) {
            throw refusal("APIGW.0307", "the X-Auth-Token has expired");
        }
        return grant.get().scopedToProject();
    }

    private boolean authenticateBySignature(Request request) throws Refusal {
        if (request.header("Authorization").isEmpty()) {
            throw refusal("APIGW.0301", "there is neither X-Auth-Token nor Authorization");
        }
        Optional<Signatures.Rejection> rejection = signatures.rejection(request);
        if (rejection.isPresent()) {
            // The journal repeats no value; the answer does, as that of the real gateway.
            Problem problem = new Problem(
                    "header", "Authorization", "signature", rejection.get().why());
            throw Refusal.explained(errors, "APIGW.0301", rejection.get().gateway(), List.of(problem));
        }
        return request.header("X-Project-Id").map(projectId::equals).orElse(true);
    }

    Refusal refusal(String code, String why) {
        return Refusal.of(errors, code, List.of(new Problem("request", "", "", why)));
    }
}
