package io.github.cphshare.client;

import io.github.cphshare.client.internal.Fields;
import io.github.cphshare.generated.model.PushShareFilesResponse;
import io.github.cphshare.generated.model.ServerJob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the service answered to a push, held against what was asked. Immutable.
 *
 * <p>An HTTP 200 is not yet a success: the service refuses single servers inside it. Each server that was asked for is
 * in exactly one of {@link #accepted()}, {@link #refused()}, {@link #unclear()} and {@link #missing()}; what was answered
 * beyond that is in {@link #doubled()} and {@link #unexpected()}. An accepted server has a job; whether the files arrived
 * is known only when that has ended.
 */
public final class PushReceipt {
    private final @Nullable String requestId;
    private final List<ServerAnswer> accepted;
    private final List<ServerAnswer> refused;
    private final List<ServerAnswer> unclear;
    private final List<String> missing;
    private final List<ServerAnswer> doubled;
    private final List<ServerAnswer> unexpected;

    private PushReceipt(@Nullable String requestId, Sorting answers) {
        this.requestId = requestId;
        this.accepted = Collections.unmodifiableList(answers.accepted); // not copied, since it may be long
        this.refused = List.copyOf(answers.refused);
        this.unclear = List.copyOf(answers.unclear);
        this.missing = answers.asked.missing();
        this.doubled = List.copyOf(answers.doubled);
        this.unexpected = List.copyOf(answers.unexpected);
    }

    static PushReceipt of(PushRequest request, PushShareFilesResponse response, Answer answer) {
        List<@Nullable ServerJob> jobs = Objects.requireNonNullElse(response.jobs(), List.<@Nullable ServerJob>of());
        Sorting answers = new Sorting(request.serverIds(), jobs.size());
        for (@Nullable ServerJob job : jobs) {
            if (job != null) { // It says nothing about any server; whoever it was meant for is missing.
                answers.add(ServerAnswer.of(answer.withoutSecrets(job)));
            }
        }
        String requestId = response.requestId() != null && !response.requestId().isBlank()
                ? response.requestId()
                : answer.requestId();
        return new PushReceipt(requestId, answers);
    }

    /**
     * Begins a receipt that was kept elsewhere, for example in a database, so that its jobs can be waited for by another
     * process.
     *
     * @return an empty builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The id that the service gave to the push, by which its jobs are found later.
     *
     * @return the id, or {@code null} where the answer has none
     */
    public @Nullable String requestId() {
        return requestId;
    }

    /**
     * The servers on which a job was started.
     *
     * @return one answer a server, each with a job id, in the order of the service
     */
    public List<ServerAnswer> accepted() {
        return accepted;
    }

    /**
     * The servers that were refused: no job was started on them.
     *
     * @return one answer a server, each with an error code or a message, in the order of the service
     */
    public List<ServerAnswer> refused() {
        return refused;
    }

    /**
     * The servers that have a job and an error. No document says what that means, so it counts neither as accepted nor
     * as refused; whoever waits for the jobs learns what becomes of these, too.
     *
     * @return one answer a server, each with a job id and an error code, in the order of the service; mostly none
     */
    public List<ServerAnswer> unclear() {
        return unclear;
    }

    /**
     * The servers that were asked for and that the service said nothing about: whether a job was started on them is not
     * known.
     *
     * @return their ids, in the order of the request
     */
    public List<String> missing() {
        return missing;
    }

    /**
     * Further answers about a server: it may be pushed to more than once. Of a refusal and a job the job counts, whichever
     * was first, and the refusal is here.
     *
     * @return the answers beyond the one that counts of each server
     */
    public List<ServerAnswer> doubled() {
        return doubled;
    }

    /**
     * Answers about servers that were not asked for, or that name no server.
     *
     * @return the answers, in the order of the service
     */
    public List<ServerAnswer> unexpected() {
        return unexpected;
    }

    /**
     * Whether the answer is the plain good one: a job for each server, and nothing else.
     *
     * @return {@code true} if nothing was refused, is unclear, missing, doubled or unexpected
     */
    public boolean allAccepted() {
        return refused.isEmpty() && unclear.isEmpty() && missing.isEmpty() && doubled.isEmpty() && unexpected.isEmpty();
    }

    /** Whether the service certainly started no job, on whichever server. */
    boolean startedNothing() {
        return accepted.isEmpty()
                && unclear.isEmpty()
                && missing.isEmpty()
                && doubled.isEmpty()
                && unexpected.isEmpty();
    }

    /** All answers about servers that were asked for. */
    Stream<ServerAnswer> answers() {
        return Stream.of(accepted, refused, unclear, doubled).flatMap(List::stream);
    }

    /**
     * Insists on {@link #allAccepted()}.
     *
     * @return this
     * @throws PushFailedException if the answer is any other; it holds this receipt
     */
    public PushReceipt requireAllAccepted() {
        if (!allAccepted()) {
            throw new PushFailedException(this);
        }
        return this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PushReceipt that
                && Objects.equals(requestId, that.requestId)
                && accepted.equals(that.accepted)
                && refused.equals(that.refused)
                && unclear.equals(that.unclear)
                && missing.equals(that.missing)
                && doubled.equals(that.doubled)
                && unexpected.equals(that.unexpected);
    }

    @Override
    public int hashCode() {
        return Objects.hash(requestId, accepted, refused, unclear, missing, doubled, unexpected);
    }

    @Override
    public String toString() {
        return "PushReceipt{request " + requestId + ": " + accepted.size() + " accepted, " + refused.size()
                + " refused, " + unclear.size() + " unclear, " + missing.size() + " missing, " + doubled.size()
                + " doubled, " + unexpected.size() + " unexpected}";
    }

    /** Finds out what each answer means for the servers that were asked for. For one receipt. */
    private static final class Sorting {
        private final AskedServers asked;
        private final List<ServerAnswer> accepted;
        private final List<ServerAnswer> refused = new ArrayList<>();
        /** Made for the first of them, since there should be none. */
        private List<ServerAnswer> unclear = List.of();

        private final List<ServerAnswer> doubled = new ArrayList<>();
        private final List<ServerAnswer> unexpected = new ArrayList<>();

        /** @param answers how many there are, nearly all of which are good ones */
        Sorting(List<String> serverIds, int answers) {
            this.asked = new AskedServers(serverIds);
            this.accepted = new ArrayList<>(answers);
        }

        void add(ServerAnswer answer) {
            String server = answer.serverId();
            int place = server == null ? AskedServers.NOWHERE : asked.place(server);
            boolean isAccepted = answer.accepted();
            // An entry without a job and without a reason says nothing: its server stays among the missing.
            boolean saysSomething = isAccepted || answer.refused() || answer.unclear();
            if (place == AskedServers.NOWHERE) {
                unexpected.add(answer);
            } else if (saysSomething && !asked.answer(place) && !outweighsRefusal(answer)) {
                doubled.add(answer);
            } else if (isAccepted) {
                accepted.add(answer);
            } else if (answer.refused()) {
                refused.add(answer);
            } else if (saysSomething) {
                unclear = unclear.isEmpty() ? new ArrayList<>() : unclear;
                unclear.add(answer);
            }
        }

        /** Whoever reads that a server was refused pushes to it again: not while a job runs there. */
        private boolean outweighsRefusal(ServerAnswer answer) {
            if (answer.jobId() == null) {
                return false;
            }
            List<ServerAnswer> outweighed = refused.stream()
                    .filter(refusal -> Objects.equals(refusal.serverId(), answer.serverId()))
                    .toList();
            refused.removeAll(outweighed);
            return doubled.addAll(outweighed);
        }
    }

    /** Collects what a receipt was made of. Not thread-safe. */
    public static final class Builder {
        private @Nullable String requestId;
        private final Set<String> asked = new LinkedHashSet<>();
        private final List<ServerAnswer> answers = new ArrayList<>();

        private Builder() {}

        /**
         * Sets the id that the service gave to the push.
         *
         * @param requestId as {@link PushReceipt#requestId()} had it
         * @return this
         */
        public Builder requestId(@Nullable String requestId) {
            this.requestId = Fields.present(requestId);
            return this;
        }

        /**
         * Adds servers that the push was for. Those that no answer is about are missing.
         *
         * @param serverIds their ids
         * @return this
         */
        public Builder asked(Collection<String> serverIds) {
            asked.addAll(serverIds);
            return this;
        }

        /**
         * Adds an answer, of whichever kind; what it means is found out as for an answer of the service.
         *
         * @param serverId the server, or {@code null} where the answer named none
         * @param jobId the job, or {@code null} where none was started
         * @param errorCode why the server was refused, or what else went wrong with it, or {@code null}
         * @param errorMessage the same in words, or {@code null}
         * @return this
         */
        public Builder answer(
                @Nullable String serverId,
                @Nullable String jobId,
                @Nullable String errorCode,
                @Nullable String errorMessage) {
            answers.add(ServerAnswer.of(serverId, jobId, errorCode, errorMessage));
            return this;
        }

        /**
         * Makes the receipt.
         *
         * @return the receipt
         */
        public PushReceipt build() {
            Sorting sorting = new Sorting(List.copyOf(asked), answers.size());
            answers.forEach(sorting::add);
            return new PushReceipt(requestId, sorting);
        }
    }
}
