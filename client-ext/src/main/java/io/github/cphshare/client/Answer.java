package io.github.cphshare.client;

import io.github.cphshare.client.error.ErrorAnswer;
import io.github.cphshare.client.error.MalformedResponseException;
import io.github.cphshare.generated.model.ServerJob;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** What a call was answered with a 2xx: its status, its request id, its body, and the secrets of the request. */
final class Answer {
    private static final int SHOWN = 2_048;

    private final int httpStatus;
    private final @Nullable String requestId;
    private final Buffer body;
    private final Secrets secrets;

    /**
     * @param requestId as it came
     * @param body what came; reading it must leave it as it is, for whoever has to show it
     */
    Answer(int httpStatus, @Nullable String requestId, Buffer body, Secrets secrets) {
        this.httpStatus = httpStatus;
        this.requestId = requestId;
        this.body = body;
        this.secrets = secrets;
    }

    @Nullable
    String requestId() {
        return hiddenIn(requestId);
    }

    /** The words about a server may echo what was sent, as those of any refusal. */
    ServerJob withoutSecrets(ServerJob job) {
        return job.errorCode() == null && job.errorMsg() == null
                ? job
                : new ServerJob(job.serverId(), job.jobId(), hiddenIn(job.errorCode()), hiddenIn(job.errorMsg()));
    }

    /** And so may those about a job, and what it put out, which the service cuts off anywhere. */
    JobState withoutSecrets(JobState job) {
        String output = job.output();
        return job.errorCode() == null && job.errorMessage() == null && output == null
                ? job
                : job.saying(
                        hiddenIn(job.errorCode()),
                        hiddenIn(job.errorMessage()),
                        output == null ? null : secrets.beginning(new Buffer().writeUtf8(output), true));
    }

    private @Nullable String hiddenIn(@Nullable String words) {
        return words == null ? null : secrets.hideIn(words);
    }

    /** Whatever has neither jobs nor an id is an answer of somebody else. */
    void requireJobsOrId(@Nullable Object jobs, @Nullable String id) {
        if (jobs == null && id == null) {
            throw malformed("it has neither request_id nor jobs.");
        }
    }

    MalformedResponseException malformed(String why) {
        // As much more as a secret may take that the end of what is shown would run through, so that it is found whole.
        long size = Math.min(body.size(), SHOWN + secrets.longest());
        Buffer beginning = new Buffer();
        body.copyTo(beginning, 0, size);
        String text = secrets.beginning(beginning, body.size() > size);
        // The problem is told in the message; a cause could repeat what the answer holds.
        return new MalformedResponseException(
                "HTTP " + httpStatus + ", but not the documented answer: " + ErrorAnswer.oneLine(secrets.hideIn(why)),
                null,
                httpStatus,
                text.substring(0, Math.min(text.length(), SHOWN)),
                requestId());
    }
}
