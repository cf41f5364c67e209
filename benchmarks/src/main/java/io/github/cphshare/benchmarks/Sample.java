package io.github.cphshare.benchmarks;

import io.github.cphshare.client.PushRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** A push of a given number of servers, and the answer that starts a job on each of them. */
public record Sample(List<String> serverIds) {
    /** The bucket of the documents' example, in lower case as their own rule demands. */
    public static final String BUCKET = "bucket-a";

    /** The object of the documents' example. */
    public static final String OBJECT = "my_apps/test.tar";

    /** A project id of the usual form. */
    public static final String PROJECT = "0503ddaa18000ff21ff0c009e65d5482";

    /** A token as long as a short one of IAM; real ones are longer, which is the same for every client. */
    public static final String TOKEN = "MIIbench".repeat(32);

    /** An access key pair that opens nothing. */
    public static final String ACCESS_KEY = "EXAMPLEAK0000000TEST";

    /** Its secret half. */
    public static final String SECRET_KEY = "EXAMPLEskEXAMPLEskEXAMPLEskEXAMPLEsk0001";

    /**
     * Makes a sample.
     *
     * @param servers how many servers it has
     * @return the sample, the same for the same number
     */
    public static Sample of(int servers) {
        return new Sample(IntStream.range(0, servers)
                .mapToObj(i -> String.format("%08x8bab40ffb711234cb80d0234", i * 2_654_435_761L & 0xffff_ffffL))
                .toList());
    }

    /**
     * The request as our client takes it.
     *
     * @return a valid request
     */
    public PushRequest request() {
        return PushRequest.builder()
                .bucketName(BUCKET)
                .objectPath(OBJECT)
                .serverIds(serverIds)
                .build();
    }

    /**
     * The body of the request.
     *
     * @return compact JSON
     */
    public byte[] requestBody() {
        String body = "{\"bucket_name\":\"" + BUCKET + "\",\"object_path\":\"" + OBJECT + "\",\"server_ids\":[\""
                + String.join("\",\"", serverIds) + "\"]}";
        return body.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The body of the answer: every server accepted.
     *
     * @return compact JSON
     */
    public byte[] answerBody() {
        StringBuilder body = new StringBuilder("{\"request_id\":\"6837531fd3f54550927b930180a706bf\",\"jobs\":[");
        for (int i = 0; i < serverIds.size(); i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"server_id\":\"")
                    .append(serverIds.get(i))
                    .append("\",\"job_id\":\"")
                    .append(String.format("%08x8bab40f34711234cb80d0123", i))
                    .append("\"}");
        }
        return body.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
