package io.github.cphshare.contract;

/** The provider states of the pact, by name. */
final class States {
    /** Parameters: {@code bucket_name}, {@code object_path}, {@code server_ids}, as in the request. */
    static final String ARCHIVE_AND_SERVERS = "the bucket holds the archive, and the servers have shared storage";

    /** The same with ids of another length than the documents say. */
    static final String ARCHIVE_AND_LONG_IDS = "the bucket holds the archive, and the servers have long ids";

    /** Parameter: {@code server_id}. */
    static final String NO_SHARED_STORAGE = "a server has no shared storage";

    /** Parameters: {@code server_id}, {@code error_code}, {@code error_msg}. */
    static final String REFUSED_FOR_ANOTHER_REASON = "a server is refused for another reason";

    /** Parameter: {@code jobs}, each as the request that started it ({@code request_id}) and what is told of it. */
    static final String JOBS = "jobs were started";

    /**
     * Parameter: {@code servers}, each with {@code server_id}, and {@code status}, {@code phone_model_name} and {@code
     * version} of its shared storage where it has that.
     */
    static final String SERVERS = "there are servers";

    /** Parameters: {@code status}, {@code error_code} where the answer has one, {@code operation} unless it is a push. */
    static final String FAILS = "the request fails as a whole";

    /** The answer is the one of the interaction, whatever the request. */
    static final String ANOTHER_SHAPE = "the answer has a shape that the contract leaves open";

    private States() {}
}
