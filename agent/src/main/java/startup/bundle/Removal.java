package startup.bundle;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Deletes a folder with all that is in it, whatever the modes of that, and never what a link leads to. */
final class Removal {
    private Removal() {}

    /** Returns when it is gone; it is no error if it was not there. */
    static void of(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(path);
            return;
        }
        try {
            removeFolder(path);
        } catch (AccessDeniedException e) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            removeFolder(path);
        }
    }

    private static void removeFolder(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                of(entry);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Files.deleteIfExists(folder);
    }
}
