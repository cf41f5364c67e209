package io.github.cphshare.client.auth;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The first source that has credentials. One that has only a part of them is an error rather than skipped: whoever
 * forgot a variable does not want to be somebody else.
 */
final class DefaultChain implements CredentialsProvider {
    private static final String AK = "HUAWEICLOUD_SDK_AK";
    private static final String SK = "HUAWEICLOUD_SDK_SK";
    private static final String SECURITY_TOKEN = "HUAWEICLOUD_SDK_SECURITY_TOKEN";
    private static final String PROJECT_ID = "HUAWEICLOUD_SDK_PROJECT_ID";
    private static final String IAM_ENDPOINT = "HUAWEICLOUD_SDK_IAM_ENDPOINT";
    private static final String CREDENTIALS_FILE = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";
    private static final String TOKEN = "CPH_TOKEN";
    private static final String ACCOUNT = "CPH_IAM_ACCOUNT";
    private static final String USER = "CPH_IAM_USER";
    private static final String PASSWORD = "CPH_IAM_PASSWORD";
    private static final String REGION = "CPH_REGION";

    private final Function<String, @Nullable String> environment;
    private final Path home;
    private @Nullable CredentialsProvider found;

    /**
     * @param environment a variable's value by its name
     * @param home the user's home folder
     */
    DefaultChain(Function<String, @Nullable String> environment, Path home) {
        this.environment = environment;
        this.home = home;
    }

    @Override
    public Credentials credentials() {
        return found().credentials();
    }

    @Override
    public @Nullable Credentials replacement(Credentials refused) {
        return found().replacement(refused);
    }

    @Override
    public boolean namesProject() {
        try {
            return found().namesProject();
        } catch (CredentialsException e) {
            // The first request will say so; a missing project id would only hide that there are no credentials at all.
            return true;
        }
    }

    private synchronized CredentialsProvider found() {
        if (found == null) {
            found = look();
        }
        return found;
    }

    private CredentialsProvider look() {
        List<String> looked = new ArrayList<>();
        looked.add("the variables " + AK + " and " + SK);
        if (anyOf(AK, SK)) {
            needAll(AK, SK);
            return fixed(AkSkCredentials.of(variable(AK), variable(SK), variable(SECURITY_TOKEN))
                    .withProjectId(variable(PROJECT_ID)));
        }
        looked.add("the variable " + TOKEN);
        if (anyOf(TOKEN)) {
            return fixed(TokenCredentials.of(variable(TOKEN)).withProjectId(variable(PROJECT_ID)));
        }
        looked.add("the variables " + ACCOUNT + ", " + USER + " and " + PASSWORD);
        if (anyOf(ACCOUNT, USER, PASSWORD)) {
            needAll(ACCOUNT, USER, PASSWORD);
            if (!anyOf(REGION, PROJECT_ID)) {
                throw new CredentialsException(
                        USER + " is set, and neither " + REGION + " nor " + PROJECT_ID
                                + " says which project to log in to.",
                        null);
            }
            return IamPasswordCredentials.builder()
                    .account(variable(ACCOUNT))
                    .user(variable(USER))
                    .password(variable(PASSWORD))
                    .region(variable(REGION))
                    .projectId(variable(PROJECT_ID))
                    .endpoint(variable(IAM_ENDPOINT))
                    .build();
        }
        return fromFile(looked);
    }

    private CredentialsProvider fromFile(List<String> looked) {
        String named = variable(CREDENTIALS_FILE);
        Path file =
                named != null ? Path.of(named) : home.resolve(".huaweicloud").resolve("credentials");
        ProfileFile profile;
        try {
            profile = ProfileFile.read(file);
        } catch (IOException e) {
            // Without the cause: it may quote a line.
            throw new CredentialsException(
                    "The credentials file " + file + " can't be read: "
                            + e.getClass().getSimpleName() + ".",
                    null);
        }
        if (profile == null && named != null) {
            throw new CredentialsException(CREDENTIALS_FILE + " names a file that is not there: " + file + ".", null);
        }
        AkSkCredentials credentials = profile == null ? null : profile.credentials();
        if (credentials != null) {
            return fixed(credentials);
        }
        looked.add("ak and sk in the section [" + ProfileFile.SECTION + "] of " + file
                + (profile == null ? " (there is no such file)" : ""));
        throw new CredentialsException(
                "No credentials were found. Looked for, in this order: " + String.join("; ", looked) + ".", null);
    }

    private boolean anyOf(String... names) {
        return Stream.of(names).anyMatch(name -> variable(name) != null);
    }

    private void needAll(String... names) {
        List<String> missing =
                Stream.of(names).filter(name -> variable(name) == null).toList();
        if (!missing.isEmpty()) {
            List<String> there =
                    Stream.of(names).filter(name -> !missing.contains(name)).toList();
            throw new CredentialsException(
                    "Set together: " + String.join(", ", there) + ", and missing: " + String.join(", ", missing) + ".",
                    null);
        }
    }

    /** A variable that is set to nothing is as good as none. */
    private @Nullable String variable(String name) {
        String value = environment.apply(name);
        return value == null || value.isBlank() ? null : value;
    }

    private static CredentialsProvider fixed(Credentials credentials) {
        return new CredentialsProvider() {
            @Override
            public Credentials credentials() {
                return credentials;
            }

            @Override
            public boolean namesProject() {
                return credentials.projectId() != null;
            }
        };
    }

    @Override
    public String toString() {
        return "DefaultChain{***}";
    }
}
