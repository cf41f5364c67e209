package io.github.cphshare.client.server;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a push can work, as far as the service tells beforehand. Immutable, and true for the moment it was made: the
 * answer to the push counts.
 */
public final class PreflightReport {
    private final List<String> asked;
    private final List<Server> servers;
    private final List<PreflightFinding> findings;

    PreflightReport(List<String> asked, List<Server> servers, List<PreflightFinding> findings) {
        this.asked = List.copyOf(asked);
        this.servers = List.copyOf(servers);
        this.findings = List.copyOf(findings);
    }

    /**
     * The servers that were found.
     *
     * @return the servers, in the order of the request
     */
    public List<Server> servers() {
        return servers;
    }

    /**
     * What speaks against a push.
     *
     * @return the findings, in the order of the request; empty where nothing does
     */
    public List<PreflightFinding> findings() {
        return findings;
    }

    /**
     * Whether nothing blocks a push to any of the servers.
     *
     * @return {@code true} also where it can't be told of some ({@link PreflightFinding.Rule#blocking()})
     */
    public boolean ok() {
        return findings.stream().noneMatch(finding -> finding.rule().blocking());
    }

    /**
     * The servers to which nothing blocks a push.
     *
     * @return their ids, in the order of the request; what to push to in place of all
     */
    public List<String> pushable() {
        Set<String> blocked = findings.stream()
                .filter(finding -> finding.rule().blocking())
                .map(PreflightFinding::serverId)
                .collect(Collectors.toSet());
        return asked.stream().filter(id -> !blocked.contains(id)).toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PreflightReport that
                && asked.equals(that.asked)
                && servers.equals(that.servers)
                && findings.equals(that.findings);
    }

    @Override
    public int hashCode() {
        return 31 * asked.hashCode() + findings.hashCode();
    }

    @Override
    public String toString() {
        return "PreflightReport{" + pushable().size() + " of " + asked.size() + " servers can be pushed to, "
                + findings.size() + " findings}";
    }
}
