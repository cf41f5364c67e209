package io.github.cphshare.client.validation;

import io.github.cphshare.client.error.CphShareException;
import io.github.cphshare.client.error.Delivery;
import java.util.List;
import java.util.stream.Collectors;

/** A request, or the configuration of the client, breaks rules that are known here. Nothing was sent. */
public final class InvalidRequestException extends CphShareException {
    private static final int SHOWN = 10;

    private final List<Violation> violations;

    /**
     * @param violations everything that is wrong, at least one
     */
    public InvalidRequestException(List<Violation> violations) {
        super(message(violations), null, Delivery.NOT_SENT, "Correct the named fields; nothing was sent.", null);
        this.violations = List.copyOf(violations);
    }

    /**
     * Everything that is wrong.
     *
     * @return the violations in the order of the fields, at least one
     */
    public List<Violation> violations() {
        return violations;
    }

    private static String message(List<Violation> violations) {
        String shown = violations.stream()
                .limit(SHOWN)
                .map(violation -> "\n  " + violation)
                .collect(Collectors.joining());
        String rest = violations.size() > SHOWN ? "\n  and " + (violations.size() - SHOWN) + " more" : "";
        return "The request is not valid; nothing was sent:" + shown + rest;
    }
}
