package io.github.cphshare.benchmarks.push;

/** A stub in a process of its own, for others than this package. */
public final class StubProcess implements AutoCloseable {
    private final Servers servers;
    private final int size;

    private StubProcess(Servers servers, int size) {
        this.servers = servers;
        this.size = size;
    }

    /**
     * Starts one.
     *
     * @param size how many servers its answer has
     * @return the stub
     */
    public static StubProcess start(int size) {
        return new StubProcess(Servers.start(size), size);
    }

    /**
     * Where it is.
     *
     * @return a URL without a slash at its end
     */
    public String endpoint() {
        return servers.target(Kind.STUB, size).endpoint();
    }

    @Override
    public void close() {
        servers.close();
    }
}
