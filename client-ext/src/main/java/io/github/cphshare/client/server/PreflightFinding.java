package io.github.cphshare.client.server;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One reason why a push to a server can't work, or may not. Immutable. */
public final class PreflightFinding {
    /** What was looked at. */
    public enum Rule {
        /** There is no such server in the project. */
        SERVER_MISSING("server.missing", true),

        /** The server is in a state in which the service does not push to it. */
        SERVER_STATE("server.state", true),

        /** The server's state is not known to any document. */
        SERVER_STATE_UNKNOWN("server.state-unknown", false),

        /** The server has no shared storage. */
        STORAGE_NONE("storage.none", true),

        /** It can't be told whether the server has shared storage. */
        STORAGE_UNKNOWN("storage.unknown", false);

        private final String id;
        private final boolean blocking;

        Rule(String id, boolean blocking) {
            this.id = id;
            this.blocking = blocking;
        }

        /**
         * The rule's name for programs; it stays as it is between versions.
         *
         * @return the id
         */
        public String id() {
            return id;
        }

        /**
         * Whether a push will be refused, by all that is known.
         *
         * @return {@code false} if it may work all the same
         */
        public boolean blocking() {
            return blocking;
        }
    }

    private final Rule rule;
    private final String serverId;
    private final String message;

    PreflightFinding(Rule rule, String serverId, String message) {
        this.rule = rule;
        this.serverId = serverId;
        this.message = message;
    }

    /**
     * What was looked at.
     *
     * @return the rule
     */
    public Rule rule() {
        return rule;
    }

    /**
     * The server.
     *
     * @return its id, as the request names it
     */
    public String serverId() {
        return serverId;
    }

    /**
     * What was found.
     *
     * @return one sentence for a person; the wording may change
     */
    public String message() {
        return message;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PreflightFinding that
                && rule == that.rule
                && serverId.equals(that.serverId)
                && message.equals(that.message);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rule, serverId, message);
    }

    @Override
    public String toString() {
        return serverId + ": " + message + " [" + rule.id() + "]";
    }
}
