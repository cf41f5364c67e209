package io.github.cphshare.benchmarks.push;

/** The servers that clients are measured against. */
enum Kind {
    /** Answers and acknowledges at once. */
    STUB("stub"),
    /** The same over TLS. */
    STUB_TLS("stub, TLS"),
    /** The JDK's own server. */
    ORDINARY("ordinary server"),
    /** The same over TLS. */
    ORDINARY_TLS("ordinary server, TLS"),
    /** The stub, which compresses its answer for whoever asks for that. */
    STUB_GZIP("stub that compresses"),
    /** A server that speaks HTTP/1.1 and HTTP/2, whichever the client prefers. */
    HTTP_2("server with HTTP/2, TLS");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    boolean tls() {
        return this == STUB_TLS || this == ORDINARY_TLS || this == HTTP_2;
    }
}
