package io.github.cphshare.contract;

import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.provider.junitsupport.State;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An endpoint that is named on the command line, to be verified in place of the simulator. What the pact calls by the
 * contract's examples is there called by names of its own.
 *
 * @param url where it is
 * @param token what {@code X-Auth-Token} carries; from the environment, since the command line is seen by others
 * @param names the values that stand for those of the pact
 */
record RealEndpoint(URI url, String token, Map<String, String> names) {
    private static final String URL = "pact.provider.url";
    private static final String TOKEN = "CPH_TOKEN";

    /** The endpoint, if one is named. */
    static Optional<RealEndpoint> named() {
        return Optional.ofNullable(System.getProperty(URL))
                .filter(url -> !url.isBlank())
                .map(url -> of(URI.create(url)));
    }

    private static RealEndpoint of(URI url) {
        PushPact push = new PushPact(Contract.published());
        String[] servers = property("servers").split(",", -1);
        if (servers.length != push.request().serverIds().size()) {
            throw new IllegalArgumentException("pact.provider.servers takes as many ids as the contract's example has, "
                    + push.request().serverIds().size());
        }
        Map<String, String> names = new LinkedHashMap<>();
        names.put(push.projectId(), property("project"));
        names.put(push.request().bucketName(), property("bucket"));
        names.put(push.request().objectPath(), property("object"));
        for (int i = 0; i < servers.length; i++) {
            names.put(push.request().serverIds().get(i), servers[i]);
        }
        String token = System.getenv(TOKEN);
        if (token == null || token.isBlank()) {
            throw new IllegalArgumentException("the environment has no " + TOKEN);
        }
        return new RealEndpoint(url, token, names);
    }

    private static String property(String name) {
        String value = System.getProperty("pact.provider." + name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(URL + " also takes pact.provider." + name);
        }
        return value;
    }

    /** The pact, with the endpoint's own names. */
    String translated(String pact) {
        String text = pact;
        for (Map.Entry<String, String> name : names.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        return text;
    }

    /** Whether it can be in the states that an interaction asks for: no one can make a service fail on demand. */
    static boolean canAnswer(SynchronousHttp interaction) {
        return interaction.getProviderStates().stream()
                .allMatch(state -> state.getName().equals(States.ARCHIVE_AND_SERVERS));
    }

    /** The owner of the endpoint has seen to it. */
    @State(States.ARCHIVE_AND_SERVERS)
    void archiveAndServers() {}

    @Override
    public String toString() {
        return url.toString();
    }
}
