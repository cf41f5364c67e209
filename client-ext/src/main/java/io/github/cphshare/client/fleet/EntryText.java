package io.github.cphshare.client.fleet;

import com.squareup.moshi.JsonWriter;
import io.github.cphshare.client.error.Delivery;
import io.github.cphshare.client.fleet.Entry.Job;
import io.github.cphshare.client.fleet.Entry.JobEnd;
import io.github.cphshare.client.fleet.Entry.Refused;
import io.github.cphshare.client.fleet.Entry.Stranger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import okio.Buffer;

/** Entries as JSON, one object a line: a person can read it, and any tool take it apart. */
final class EntryText {
    private static final String ENTRY = "entry";
    private static final String INTENT = "intent";
    private static final String RECEIPT = "receipt";
    private static final String FAILURE = "failure";
    private static final String OUTCOME = "outcome";
    private static final String RESUMED = "resumed";
    private static final String AGAIN = "again";

    private static final String AT = "at";
    private static final String REQUEST = "request";
    private static final String SERVER = "server";
    private static final String SERVERS = "servers";
    private static final String JOBS = "jobs";
    private static final String REFUSED = "refused";
    private static final String MISSING = "missing";
    private static final String UNEXPECTED = "unexpected";
    private static final String JOB = "job";
    private static final String FAILED = "failed";
    private static final String DOUBTED = "doubted";
    private static final String ENDED = "ended";
    private static final String STATE = "state";
    private static final String SUCCEEDED = "succeeded";
    private static final String CODE = "code";
    private static final String MESSAGE = "message";

    private EntryText() {}

    static String of(Entry entry) {
        return object(json -> write(json, entry));
    }

    @FunctionalInterface
    interface Content {
        void write(JsonWriter json) throws IOException;
    }

    static String object(Content content) {
        Buffer buffer = new Buffer();
        try (JsonWriter json = JsonWriter.of(buffer)) {
            json.beginObject();
            content.write(json);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return buffer.readUtf8();
    }

    private static void write(JsonWriter json, Entry entry) throws IOException {
        // No switch over types yet in Java 17.
        if (entry instanceof Entry.Intent intent) {
            json.name(ENTRY).value(INTENT).name(REQUEST).value(intent.request());
            json.name(SERVERS).value(intent.servers().toString());
            json.name(AT).value(intent.at().toString());
        } else if (entry instanceof Entry.Receipt receipt) {
            write(json, receipt);
        } else if (entry instanceof Entry.Failure failure) {
            json.name(ENTRY).value(FAILURE).name(REQUEST).value(failure.request());
            json.name("delivery").value(failure.delivery().name());
            write(json, failure.reason());
            json.name(AT).value(failure.at().toString());
        } else if (entry instanceof Entry.Outcome outcome) {
            json.name(ENTRY).value(OUTCOME);
            json.name(SUCCEEDED).value(outcome.succeeded().toString());
            write(json, FAILED, outcome.failed());
            write(json, DOUBTED, outcome.doubted());
            write(json, outcome.ended());
            json.name(AT).value(outcome.at().toString());
        } else if (entry instanceof Entry.Resumed resumed) {
            json.name(ENTRY).value(RESUMED).name(AT).value(resumed.at().toString());
        } else if (entry instanceof Entry.Again again) {
            json.name(ENTRY).value(AGAIN).name(SERVERS).value(again.servers().toString());
            json.name(AT).value(again.at().toString());
        }
    }

    private static void write(JsonWriter json, Entry.Receipt receipt) throws IOException {
        json.name(ENTRY).value(RECEIPT).name(REQUEST).value(receipt.request());
        json.name("request_id").value(receipt.requestId());
        json.name(JOBS).beginArray();
        for (Job job : receipt.jobs()) {
            json.beginObject().name(SERVER).value(job.server());
            json.name(JOB).value(job.job()).endObject();
        }
        json.endArray();
        write(json, REFUSED, receipt.refused());
        json.name(MISSING).value(receipt.missing().toString());
        if (!receipt.unexpected().isEmpty()) {
            json.name(UNEXPECTED).beginArray();
            for (Stranger stranger : receipt.unexpected()) {
                json.beginObject().name(SERVER).value(stranger.server());
                json.name(JOB).value(stranger.job());
                write(json, stranger.reason());
                json.endObject();
            }
            json.endArray();
        }
        json.name(AT).value(receipt.at().toString());
    }

    private static void write(JsonWriter json, String name, List<Refused> refused) throws IOException {
        json.name(name).beginArray();
        for (Refused server : refused) {
            json.beginObject().name(SERVER).value(server.server());
            write(json, server.reason());
            json.endObject();
        }
        json.endArray();
    }

    private static void write(JsonWriter json, List<JobEnd> ended) throws IOException {
        if (ended.isEmpty()) {
            return;
        }
        json.name(ENDED).beginArray();
        for (JobEnd end : ended) {
            json.beginObject().name(SERVER).value(end.job().server());
            json.name(JOB).value(end.job().job());
            json.name(STATE).value(end.failure() == null ? SUCCEEDED : FAILED);
            if (end.failure() != null) {
                write(json, end.failure());
            }
            json.endObject();
        }
        json.endArray();
    }

    private static void write(JsonWriter json, Reason reason) throws IOException {
        json.name(CODE).value(reason.code()).name(MESSAGE).value(reason.message());
    }

    /** @param servers how many servers the journal has */
    static Entry parse(String text, int servers) throws BadLine {
        Fields fields = Fields.parse(text);
        String entry = fields.text(ENTRY);
        return switch (entry) {
            case INTENT ->
                new Entry.Intent(request(fields), Numbers.parse(fields.text(SERVERS), servers), fields.instant(AT));
            case RECEIPT ->
                new Entry.Receipt(
                        request(fields),
                        fields.textOrNull("request_id"),
                        jobs(fields, servers),
                        refused(fields, REFUSED, servers),
                        Numbers.parse(fields.text(MISSING), servers),
                        strangers(fields),
                        fields.instant(AT));
            case FAILURE -> new Entry.Failure(request(fields), delivery(fields), reason(fields), fields.instant(AT));
            case OUTCOME ->
                new Entry.Outcome(
                        Numbers.parse(fields.text(SUCCEEDED), servers),
                        refused(fields, FAILED, servers),
                        refused(fields, DOUBTED, servers),
                        ended(fields, servers),
                        fields.instant(AT));
            case RESUMED -> new Entry.Resumed(fields.instant(AT));
            case AGAIN -> new Entry.Again(Numbers.parse(fields.text(SERVERS), servers), fields.instant(AT));
            default -> throw new BadLine("is an entry that this version does not know: " + entry);
        };
    }

    private static int request(Fields fields) throws BadLine {
        return fields.number(REQUEST, Integer.MAX_VALUE);
    }

    private static List<Job> jobs(Fields fields, int servers) throws BadLine {
        List<Job> jobs = new ArrayList<>();
        for (Fields job : fields.objects(JOBS)) {
            jobs.add(job(job, servers));
        }
        return jobs;
    }

    private static Job job(Fields job, int servers) throws BadLine {
        return new Job(job.number(SERVER, servers), job.text(JOB));
    }

    private static List<JobEnd> ended(Fields fields, int servers) throws BadLine {
        List<JobEnd> ended = new ArrayList<>();
        for (Fields end : fields.objects(ENDED)) {
            String state = end.text(STATE);
            if (!state.equals(SUCCEEDED) && !state.equals(FAILED)) {
                throw new BadLine("ends a job as " + state + ", which is neither " + SUCCEEDED + " nor " + FAILED);
            }
            ended.add(new JobEnd(job(end, servers), state.equals(FAILED) ? reason(end) : null));
        }
        return ended;
    }

    private static List<Refused> refused(Fields fields, String name, int servers) throws BadLine {
        List<Refused> refused = new ArrayList<>();
        for (Fields server : fields.objects(name)) {
            refused.add(new Refused(server.number(SERVER, servers), reason(server)));
        }
        return refused;
    }

    private static List<Stranger> strangers(Fields fields) throws BadLine {
        List<Stranger> strangers = new ArrayList<>();
        for (Fields stranger : fields.objects(UNEXPECTED)) {
            strangers.add(new Stranger(stranger.textOrNull(SERVER), stranger.textOrNull(JOB), reason(stranger)));
        }
        return strangers;
    }

    private static Reason reason(Fields fields) throws BadLine {
        return new Reason(fields.textOrNull(CODE), fields.textOrNull(MESSAGE));
    }

    private static Delivery delivery(Fields fields) throws BadLine {
        String name = fields.text("delivery");
        return Arrays.stream(Delivery.values())
                .filter(delivery -> delivery.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadLine("has a delivery that is none of "
                        + Arrays.stream(Delivery.values()).map(Delivery::name).collect(Collectors.joining(", "))));
    }
}
