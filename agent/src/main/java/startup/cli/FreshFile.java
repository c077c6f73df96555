package startup.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file under construction beside the one that it will replace; gone if it is not committed. */
final class FreshFile implements AutoCloseable {
    private final Path target;
    private final Path path;

    private FreshFile(Path target, Path path) {
        this.target = target;
        this.path = path;
    }

    /**
     * An empty file.
     *
     * @param secret whether only its owner may read it, whatever the umask
     */
    static FreshFile beside(Path target, boolean secret) throws IOException {
        Path real = Files.exists(target) ? target.toRealPath() : target;
        Path path = real.resolveSibling(
                "." + real.getFileName() + "." + ProcessHandle.current().pid());
        Files.deleteIfExists(path);
        if (secret) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(path);
        }
        return new FreshFile(real, path);
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
