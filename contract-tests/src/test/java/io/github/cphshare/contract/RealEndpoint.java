package io.github.cphshare.contract;

import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.provider.junitsupport.State;
import io.github.cphshare.client.PushRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that is named on the command line, to be verified in place of the simulator. What the pact calls by the
 * contract's examples is there called by names of its own.
 *
 * @param url where it is
 * @param token what {@code X-Auth-Token} carries; from the environment, since the command line is seen by others
 * @param project the project id
 * @param push what may be pushed, and to which servers; null if nothing may be pushed
 */
record RealEndpoint(
        URI url, String token, String project, @Nullable Push push) {
    static final String URL = "cph.endpoint";
    static final String PROJECT = "cph.project";
    static final String PUSH = "cph.push";
    static final String TOKEN = "CPH_TOKEN";

    /** An archive and the servers that it may be pushed to: {@code bucket/object.tar@server,server}. */
    record Push(String bucket, String object, List<String> servers) {
        private static final Pattern FORM = Pattern.compile("([^/@]+)/([^@]+)@([^@]+)");

        static Push parse(String text) {
            Matcher parts = FORM.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException(PUSH + " is bucket/object.tar@server,server");
            }
            return new Push(
                    parts.group(1), parts.group(2), Arrays.asList(parts.group(3).split(",", -1)));
        }
    }

    /** The endpoint, if one is named. */
    static Optional<RealEndpoint> named() {
        return property(URL)
                .map(url -> new RealEndpoint(
                        URI.create(url),
                        Optional.ofNullable(System.getenv(TOKEN))
                                .filter(token -> !token.isBlank())
                                .orElseThrow(() -> new IllegalArgumentException("the environment has no " + TOKEN)),
                        property(PROJECT)
                                .orElseThrow(() -> new IllegalArgumentException(URL + " also takes " + PROJECT)),
                        property(PUSH).map(Push::parse).orElse(null)));
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
    }

    /** The pact, with the endpoint's own names. */
    String translated(String pact) {
        Contract contract = Contract.published();
        Map<String, String> names = new LinkedHashMap<>();
        names.put(contract.projectId(), project);
        if (push != null) {
            PushRequest example = PushPact.exampleOf(contract);
            if (push.servers().size() != example.serverIds().size()) {
                throw new IllegalArgumentException(PUSH + " takes as many ids as the contract's example has, "
                        + example.serverIds().size());
            }
            names.put(example.bucketName(), push.bucket());
            names.put(example.objectPath(), push.object());
            for (int i = 0; i < push.servers().size(); i++) {
                names.put(example.serverIds().get(i), push.servers().get(i));
            }
        }
        String any = names.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return Pattern.compile(any)
                .matcher(pact)
                .replaceAll(found -> Matcher.quoteReplacement(names.get(found.group())));
    }

    /**
     * Whether it can be in the states that an interaction asks for, and may be: no one can make a service fail on demand, and
     * nothing is pushed unasked. What queries are answered with is held against the contract instead ({@link LiveTest}), since
     * the pact names jobs and servers that are not there.
     */
    boolean canAnswer(SynchronousHttp interaction) {
        return push != null
                && interaction.getProviderStates().stream()
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
