package startup.run;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Deletes a folder with all that is in it, following no link. Modes that a bundle gave its folders do not keep us out. */
final class FolderRemoval {
    private FolderRemoval() {}

    /** It need not exist. */
    static void of(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            open(path);
            for (Path entry : entries(path)) {
                of(entry);
            }
        }
        Files.deleteIfExists(path);
    }

    private static void open(Path folder) throws IOException {
        if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** What is in a folder, in no order; nothing if it is none. */
    static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return entries;
        }
        try (var listing = Files.newDirectoryStream(folder)) {
            listing.forEach(entries::add);
            return entries;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
