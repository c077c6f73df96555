package startup.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file under construction beside the one that it will replace; gone if it is not committed. */
final class FreshFile implements AutoCloseable {
    private final Path target;
    private final Path path;

    private FreshFile(Path target, Path path) {
        this.target = target;
        this.path = path;
    }

    static FreshFile beside(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        return new FreshFile(target, Files.createTempFile(folder, ".agent-", ".new"));
    }

    Path path() {
        return path;
    }

    /** The file takes its name, and what had it is replaced. */
    void commit() throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
