package startup.bundle;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Deletes a folder with all that is in it, whatever the modes of that, and never what a link leads to. What a module
 * mounted there is another file system's and stays, with the folders on the way to it.
 */
public final class Removal {
    private final Set<String> mountPoints;

    private Removal(Set<String> mountPoints) {
        this.mountPoints = mountPoints;
    }

    /** Returns when it is gone, but for mounts; it is no error if it was not there. */
    public static void of(Path path) throws IOException {
        new Removal(MountPoints.below(path)).remove(path);
    }

    private void remove(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(path);
            return;
        }
        if (mountPoints.contains(RawPaths.bytesOf(path.toAbsolutePath()))) {
            return;
        }
        try {
            removeFolder(path);
        } catch (AccessDeniedException e) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            removeFolder(path);
        }
    }

    private void removeFolder(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                remove(entry);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            if (mountPoints.isEmpty()) {
                throw e;
            }
        }
    }
}
