package startup.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import startup.base.AtomicFile;

/** Objects as files below a folder, for this user only, as the run's own files are. */
final class FolderStore implements LogStore {
    private final Path root;

    FolderStore(Path root) {
        this.root = root;
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        Path file = root.resolve(name);
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        AtomicFile.write(file, content);
    }
}
