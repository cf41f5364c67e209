package io.github.cphshare.client.fleet;

import io.github.cphshare.client.internal.EndpointRules;
import io.github.cphshare.generated.ServiceEndpoints;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** What a journal says, read without resuming it. Immutable. */
public final class FleetJournal {
    private final Head head;
    private final FleetOutcome outcome;

    private FleetJournal(Head head, FleetOutcome outcome) {
        this.head = head;
        this.outcome = outcome;
    }

    /**
     * Reads a journal. Nothing is sent, and nothing in the file changes.
     *
     * @param journal the journal of a push
     * @return what it says
     * @throws JournalException if it is not there, in use, or cannot be read
     */
    public static FleetJournal read(Path journal) {
        try (Journal open = Journal.read(journal)) {
            Run run = new Run(open.ledger(), FleetOptions.defaults(), 0);
            return new FleetJournal(
                    open.head(), new FleetOutcome(open.ledger(), Map.of(), run.end(), null, run.findings()));
        }
    }

    /**
     * Where the push goes.
     *
     * @return the address of the service
     */
    public URI endpoint() {
        return URI.create(head.endpoint());
    }

    /**
     * The region whose address of the contract the push goes to.
     *
     * @return its id, such as {@code cn-north-4}, or {@code null} where it is any other address
     */
    public @Nullable String region() {
        HttpUrl url = HttpUrl.parse(head.endpoint());
        return ServiceEndpoints.regions().stream()
                .filter(region -> HttpUrl.get(ServiceEndpoints.forRegion(region).toString())
                        .equals(url))
                .findFirst()
                .orElse(null);
    }

    /**
     * Whether the address is one of the contract, or of this machine. Anybody can write another one into a file: do not
     * send credentials to that without being told to.
     *
     * @return {@code false} for any other address
     */
    public boolean endpointIsKnown() {
        HttpUrl url = HttpUrl.parse(head.endpoint());
        return region() != null || (url != null && !url.isHttps() && EndpointRules.isConfidential(url));
    }

    /**
     * The project of the servers.
     *
     * @return its id, or {@code null} where it was not known when the push began: there were no credentials to name it, or the
     *     journal is one of an earlier version
     */
    public @Nullable String projectId() {
        return head.project();
    }

    /**
     * The bucket that holds the archive.
     *
     * @return its name
     */
    public String bucketName() {
        return head.bucket();
    }

    /**
     * The key of the archive in the bucket.
     *
     * @return the key
     */
    public String objectPath() {
        return head.object();
    }

    /**
     * When the push began.
     *
     * @return the time, by the clock of that machine
     */
    public Instant began() {
        return head.at();
    }

    /**
     * What is written down about the servers.
     *
     * @return what a resumed run would begin with
     */
    public FleetOutcome outcome() {
        return outcome;
    }

    @Override
    public String toString() {
        return "FleetJournal{" + head.bucket() + "/" + head.object() + " at " + head.endpoint() + ", " + outcome + "}";
    }
}
