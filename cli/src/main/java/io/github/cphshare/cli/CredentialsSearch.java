package io.github.cphshare.cli;

import com.squareup.moshi.JsonWriter;
import io.github.cphshare.client.auth.Credentials;
import io.github.cphshare.client.auth.CredentialsException;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.auth.DefaultChain;
import io.github.cphshare.client.validation.Violation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a push gets its credentials from: the token file, the token of the environment, then the SDK's default chain.
 *
 * @param lookedFor what was looked for, in order; the last is where the search ended
 * @param provider what was found
 * @param problem why that which was found can't be used
 * @param project what names the project
 */
record CredentialsSearch(
        List<String> lookedFor,
        @Nullable CredentialsProvider provider,
        @Nullable String problem,
        @Nullable String project) {
    private static final String TOKEN_FILE = "--token-file";
    private static final String TOKEN = "CPH_TOKEN";
    private static final String PROJECT = "HUAWEICLOUD_SDK_PROJECT_ID";
    private static final String OURS = "cph-share: no secret on a command line";

    /**
     * Looks; sends nothing.
     *
     * @param region outranks that of the environment, for the login of an IAM user
     * @param projectId outranks that of the environment: a token of another project would be refused
     */
    static CredentialsSearch in(
            Terminal terminal, @Nullable Path tokenFile, @Nullable String region, @Nullable String projectId)
            throws UnreadableFile {
        Map<String, String> environment = terminal.environment();
        String token = tokenFile != null ? TextFiles.token(tokenFile) : environment.getOrDefault(TOKEN, "");
        DefaultChain.Search chain = new DefaultChain(
                        name -> switch (name) {
                            case TOKEN -> token;
                            // Here a token goes first, since it may be given by an option.
                            case "HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK" ->
                                token.isBlank() ? environment.get(name) : null;
                            case "CPH_REGION" -> region != null ? region : environment.get(name);
                            case PROJECT -> projectId != null ? projectId : environment.get(name);
                            default -> environment.get(name);
                        },
                        terminal.home())
                .search();
        Set<String> looked = new LinkedHashSet<>(List.of(TOKEN_FILE));
        if (tokenFile != null && token.isBlank()) {
            return new CredentialsSearch(List.copyOf(looked), null, "The file of " + TOKEN_FILE + " is blank.", null);
        }
        if (tokenFile == null) {
            looked.add("the variable " + TOKEN);
            if (token.isBlank()) {
                looked.addAll(chain.lookedFor());
            }
        }
        return new CredentialsSearch(
                List.copyOf(looked),
                chain.provider(),
                chain.problem() == null ? null : withOption(chain.problem().getMessage()),
                project(projectId, chain.provider()));
    }

    /** The chain knows variables only. Of --region it is no use to speak: beside an --endpoint it is refused. */
    private static @Nullable String withOption(@Nullable String problem) {
        return problem == null ? null : problem.replace(PROJECT, PROJECT + " (or --project-id)");
    }

    private static @Nullable String project(@Nullable String projectId, @Nullable CredentialsProvider provider) {
        if (projectId != null) {
            return "--project-id";
        }
        return provider != null && provider.namesProject() ? "the credentials" : null;
    }

    /** What was found; otherwise says what is wrong, and gives a provider that lets all else be checked too. */
    CredentialsProvider providerOr(List<Violation> violations) {
        if (provider != null) {
            return provider;
        }
        String message = problem != null
                ? problem
                : "none were found; looked for, in this order: " + String.join("; ", lookedFor);
        violations.add(Violation.of("credentials", problem != null ? "unusable" : "required", message, null, OURS));
        return new CredentialsProvider() {
            @Override
            public Credentials credentials() {
                throw new CredentialsException(message, null);
            }

            @Override
            public boolean namesProject() {
                return true; // Nobody knows; what is wrong is something else.
            }
        };
    }

    /** Tells where the credentials would come from. */
    int explain(Terminal terminal, boolean json) {
        if (json) {
            Json.print(terminal.out(), this::write);
        } else {
            print(terminal);
        }
        return provider != null ? ExitCode.DONE : ExitCode.REFUSED_HERE;
    }

    private void print(Terminal terminal) {
        PrintStream out = terminal.out();
        if (provider != null) {
            out.println("Credentials: " + terminal.good(Text.printable(last())));
            out.println("Project:     " + (project != null ? "from " + project : "not known, give --project-id"));
        } else {
            out.println("Credentials: " + terminal.bad(problem != null ? Text.printable(problem) : "none were found"));
        }
        out.println();
        out.println("Looked for, in this order:");
        for (int i = 0; i < lookedFor.size(); i++) {
            out.println("  " + (i + 1) + ". " + Text.printable(lookedFor.get(i)) + ": "
                    + result(i).replace("absent", "not there"));
        }
    }

    private void write(JsonWriter json) throws IOException {
        json.beginObject();
        json.name("credentials").value(provider != null ? last() : null);
        json.name("project").value(project);
        json.name("problem").value(problem);
        json.name("lookedFor").beginArray();
        for (int i = 0; i < lookedFor.size(); i++) {
            json.beginObject();
            json.name("source").value(lookedFor.get(i));
            json.name("result").value(result(i));
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private String last() {
        return lookedFor.get(lookedFor.size() - 1);
    }

    private String result(int index) {
        if (index < lookedFor.size() - 1) {
            return "absent";
        }
        return provider != null ? "found" : problem != null ? "unusable" : "absent";
    }
}
