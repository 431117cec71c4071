package io.changetrail.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a database keeps its data until the test ends. */
record ProcessDisk(Path path) implements AutoCloseable {

    static ProcessDisk usual() throws IOException {
        return new ProcessDisk(Files.createTempDirectory("changetrail-disk"));
    }

    /** One in memory that is soon full; nothing if this machine does not let us mount it. */
    static Optional<ProcessDisk> small(String size) throws IOException {
        var disk = usual();
        var mounted = ProcessCommand.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.path.toString());
        return mounted.status() == 0 ? Optional.of(disk) : Optional.empty();
    }

    /** To the last block. */
    void fill() {
        ProcessCommand.run("dd", "if=/dev/zero", "of=" + path.resolve("filler"), "bs=4k");
    }

    void free() throws IOException {
        Files.delete(path.resolve("filler"));
    }

    @Override
    public void close() {
        ProcessCommand.run("sh", "-c", "mountpoint -q " + path + " && umount -l " + path);
        ProcessCommand.run("rm", "-rf", path.toString());
    }
}
