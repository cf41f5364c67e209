package io.github.cphshare.client.fleet;

import java.io.IOException;

/** Where the lines of a journal go. */
interface Disk {
    /** Adds bytes at the end. */
    void write(byte[] bytes) throws IOException;

    /** Returns when everything that was written is safe from a crash, of this process or of the machine. */
    void sync() throws IOException;

    /** Lets go of it. */
    void close() throws IOException;
}
