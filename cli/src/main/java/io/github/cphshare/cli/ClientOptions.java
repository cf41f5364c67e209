package io.github.cphshare.cli;

import io.github.cphshare.client.CphShareClient;
import io.github.cphshare.client.auth.CredentialsProvider;
import io.github.cphshare.client.call.CallListener;
import io.github.cphshare.client.validation.InvalidRequestException;
import io.github.cphshare.client.validation.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which service to call, and as whom: the options that all commands with a client have. */
final class ClientOptions {
    @Option(names = "--region", paramLabel = "REGION", description = "The region of the servers, such as cn-north-4.")
    @Nullable
    String region;

    @Option(names = "--endpoint", paramLabel = "URL", description = "The address of the service, in place of a region.")
    @Nullable
    String endpoint;

    @Option(
            names = "--project-id",
            paramLabel = "ID",
            description = "The project that the servers belong to; needed where the credentials do not name it.")
    @Nullable
    String projectId;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file that holds the token, in place of CPH_TOKEN.")
    @Nullable
    Path tokenFile;

    /** Hears of the calls of the client. */
    CallListener listener = new CallListener() {};

    /** What a command does with a client. */
    @FunctionalInterface
    interface Use {
        int with(CphShareClient client) throws UnreadableFile;
    }

    CredentialsSearch search(Terminal terminal) throws UnreadableFile {
        return CredentialsSearch.in(terminal, tokenFile, region, projectId);
    }

    /** Insists on one address. */
    void require(@Nullable CommandSpec spec, List<String> missing) {
        if (region == null && endpoint == null) {
            missing.add(0, "--region or --endpoint");
        }
        if (!missing.isEmpty()) {
            throw wrongUsage(spec, "missing: " + String.join(", ", missing));
        }
        if (region != null && endpoint != null) {
            throw wrongUsage(spec, "--region and --endpoint exclude each other");
        }
    }

    static ParameterException wrongUsage(@Nullable CommandSpec spec, String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    /** A client, or everything that is wrong with it. */
    @Nullable
    CphShareClient client(CredentialsProvider credentials, List<Violation> violations) {
        try {
            return CphShareClient.builder()
                    .region(region)
                    .endpoint(endpoint)
                    .projectId(projectId)
                    .credentials(credentials)
                    .listener(listener)
                    .build();
        } catch (InvalidRequestException e) {
            violations.addAll(e.violations());
            return null;
        }
    }

    /** Does something with a client, and tells of what goes wrong. */
    int use(Terminal terminal, boolean json, Use use) {
        return FailureReport.telling(terminal, json, () -> {
            List<Violation> violations = new ArrayList<>();
            CredentialsProvider credentials = search(terminal).providerOr(violations);
            try (CphShareClient client = client(credentials, violations)) {
                if (client == null || !violations.isEmpty()) {
                    FailureReport.refusedHere(violations, List.of()).print(terminal, json);
                    return ExitCode.REFUSED_HERE;
                }
                return use.with(client);
            }
        });
    }
}
