package startup.log;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
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
        try {
            write(root.resolve(name), content);
        } catch (FileSystemException e) {
            String reason = e instanceof AccessDeniedException ? "this user may not write there" : e.getReason();
            throw new IOException(
                    "a file in " + root + " cannot be written" + (reason == null ? "" : " (" + reason + ")")
                            + ". Make room, or name another folder with --logs",
                    e);
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        AtomicFile.write(file, content);
    }
}
