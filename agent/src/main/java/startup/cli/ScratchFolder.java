package startup.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import startup.bundle.Staging;

/** A bundle unpacked only to be looked at: it is gone when this is closed. */
final class ScratchFolder implements AutoCloseable {
    private final Path parent;
    private final Staging staging;

    ScratchFolder() throws IOException {
        this.parent = Files.createTempDirectory("agent-");
        this.staging = Staging.in(parent);
    }

    Staging staging() {
        return staging;
    }

    @Override
    public void close() throws IOException {
        staging.close();
        Files.deleteIfExists(parent);
    }
}
