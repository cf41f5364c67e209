package io.github.cphshare.client.auth;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Credentials from where they usually are, in the order of {@link CredentialsProvider#defaultChain()}: the first source
 * that has them. One that has only a part of them is an error rather than skipped: whoever forgot a variable does not
 * want to be somebody else. Thread-safe.
 */
public final class DefaultChain implements CredentialsProvider {
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
     * A chain that looks elsewhere than in this process's environment.
     *
     * @param environment a variable's value by its name, {@code null} for one that is not set
     * @param home the user's home folder
     */
    public DefaultChain(Function<String, @Nullable String> environment, Path home) {
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

    @Override
    public @Nullable String iamEndpoint() {
        return variable(IAM_ENDPOINT);
    }

    private synchronized CredentialsProvider found() {
        if (found == null) {
            found = look();
        }
        return found;
    }

    private CredentialsProvider look() {
        Search search = search();
        if (search.problem() != null) {
            throw search.problem();
        }
        if (search.provider() == null) {
            throw new CredentialsException(
                    "No credentials were found. Looked for, in this order: " + String.join("; ", search.lookedFor())
                            + ".",
                    null);
        }
        return search.provider();
    }

    /**
     * How a search went. Has no secret in it but behind the provider.
     *
     * @param lookedFor what was looked for, in order and without values; the last is where the search ended
     * @param provider what was found there; {@code null} if nothing was found, or nothing usable
     * @param problem why that which was found can't be used; {@code null} if it can, or if nothing was found
     */
    public record Search(
            List<String> lookedFor,
            @Nullable CredentialsProvider provider,
            @Nullable CredentialsException problem) {

        /** Copies the list. */
        public Search {
            lookedFor = List.copyOf(lookedFor);
        }
    }

    /**
     * Looks for credentials, to tell where they would come from. Sends nothing and changes nothing: the chain itself
     * goes on with what it has found before.
     *
     * @return how the search went, also where it found nothing
     */
    public Search search() {
        List<String> looked = new ArrayList<>();
        try {
            return new Search(looked, firstOf(looked), null);
        } catch (CredentialsException e) {
            return new Search(looked, null, e);
        }
    }

    private @Nullable CredentialsProvider firstOf(List<String> looked) {
        looked.add("the variables " + AK + " and " + SK);
        if (anyOf(AK, SK, SECURITY_TOKEN)) {
            needAll(anyOf(SECURITY_TOKEN) ? new String[] {AK, SK, SECURITY_TOKEN} : new String[] {AK, SK});
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

    private @Nullable CredentialsProvider fromFile(List<String> looked) {
        String named = variable(CREDENTIALS_FILE);
        if (named == null && !home.isAbsolute()) {
            // Java says "?" for a user that no list knows: what lies below the current directory may be anybody's.
            looked.add("ak and sk in the section [" + ProfileFile.SECTION
                    + "] of .huaweicloud/credentials (it is not known where the home folder is)");
            return null;
        }
        Path file =
                named != null ? fileNamed(named) : home.resolve(".huaweicloud").resolve("credentials");
        String place = "ak and sk in the section [" + ProfileFile.SECTION + "] of " + file;
        looked.add(place);
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
        if (profile == null) {
            looked.set(looked.size() - 1, place + " (there is no such file)");
            return null;
        }
        AkSkCredentials credentials = profile.credentials();
        return credentials == null ? null : fixed(credentials);
    }

    private static Path fileNamed(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new CredentialsException(
                    CREDENTIALS_FILE + " holds what is no name of a file here: " + e.getReason() + ".", null);
        }
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
                    "Set: " + String.join(", ", there) + ", but missing: " + String.join(", ", missing) + ".", null);
        }
    }

    /** A variable that is set to nothing is as good as none. */
    private @Nullable String variable(String name) {
        String value = environment.apply(name);
        return value == null || value.isBlank() ? null : value;
    }

    private CredentialsProvider fixed(Credentials credentials) {
        return new CredentialsProvider() {
            @Override
            public Credentials credentials() {
                return credentials;
            }

            @Override
            public boolean namesProject() {
                return credentials.projectId() != null;
            }

            @Override
            public @Nullable String iamEndpoint() {
                return DefaultChain.this.iamEndpoint();
            }
        };
    }

    @Override
    public String toString() {
        return "DefaultChain{***}";
    }
}
