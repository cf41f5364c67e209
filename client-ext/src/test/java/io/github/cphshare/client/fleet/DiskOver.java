package io.github.cphshare.client.fleet;

import java.io.IOException;

/** A disk that passes everything on; a test changes what it is about. */
class DiskOver implements Disk {
    private final Disk disk;

    DiskOver(Disk disk) {
        this.disk = disk;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        disk.write(bytes);
    }

    @Override
    public void sync() throws IOException {
        disk.sync();
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }
}
