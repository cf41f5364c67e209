package io.github.cphshare.simulator;

/**
 * Something in a request that the contract does not allow.
 *
 * @param in {@code path}, {@code query}, {@code header}, {@code body}, or {@code request} for all of it
 * @param field the parameter, or the body's top-level property; empty where it is the body as a whole
 * @param keyword the keyword of the schema that does not hold, such as {@code pattern}
 * @param message the same in words; it never repeats the value, which may be a secret
 */
record Problem(String in, String field, String keyword, String message) {
    static Problem ofBody(String keyword, String message) {
        return new Problem("body", "", keyword, message);
    }

    boolean concerns(String name) {
        return field.equals(name);
    }

    @Override
    public String toString() {
        return in + (field.isEmpty() ? "" : " " + field) + ": " + message;
    }
}
