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

    /** Parameters: {@code status}, and {@code error_code} where the answer has one. */
    static final String FAILS = "the request fails as a whole";

    /** The answer is the one of the interaction, whatever the request. */
    static final String ANOTHER_SHAPE = "the answer has a shape that the contract leaves open";

    private States() {}
}
