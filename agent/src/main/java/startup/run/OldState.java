package startup.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import startup.base.AgentException;
import startup.base.AtomicFile;
import startup.base.ExitStatus;

/**
 * The state of another machine, found in an image that was made of it: kept for whoever wants to look, and never gone on
 * with. It is gathered in {@code .set-aside}, which becomes {@code set-aside-TIME} by one rename when all is in it, so
 * that whoever is killed in the middle is followed by one who finishes.
 */
public final class OldState {
    private static final List<String> FOLDERS = List.of("runs", "modules", "bundles");
    private static final String GATHERING = ".set-aside";
    private static final String PREFIX = "set-aside-";

    private OldState() {}

    /**
     * Moves runs, successes and bundles into a private folder of {@code root}, and deletes folders of that kind from
     * before: the disk is not ours. To be called with the lock held, and before a run has its folder; afterwards
     * {@link StateFolder#create} makes what is gone.
     *
     * @param now names the folder; by the wall clock, for people
     * @return the folder
     * @throws AgentException with exit status 15
     */
    public static Path setAside(Path root, Instant now) throws AgentException {
        try {
            Path gathering = root.resolve(GATHERING);
            Optional<Path> done = newest(root);
            if (done.isPresent() && !Files.exists(gathering) && holdsNothing(root)) {
                return done.get(); // by one who was killed before the new owner was written down
            }
            gather(root, gathering);
            Path folder = root.resolve(PREFIX + RunId.time(now));
            FolderRemoval.of(folder);
            Files.move(gathering, folder, StandardCopyOption.ATOMIC_MOVE);
            AtomicFile.sync(root);
            deleteOthers(root, folder);
            return folder;
        } catch (IOException e) {
            throw new AgentException(
                    ExitStatus.MACHINE,
                    "The state of another machine could not be set aside",
                    root + ": " + e,
                    "Delete what is in that folder, or choose another one with --state",
                    e);
        }
    }

    private static void gather(Path root, Path gathering) throws IOException {
        try {
            Files.createDirectory(
                    gathering, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException begunBefore) {
            // what is in it stays there
        }
        for (String name : FOLDERS) {
            Path folder = root.resolve(name);
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(folder, free(gathering, name), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** One who was killed may have moved a folder of that name, and made an empty one since. */
    private static Path free(Path gathering, String name) {
        Path place = gathering.resolve(name);
        for (int next = 2; Files.exists(place, LinkOption.NOFOLLOW_LINKS); next++) {
            place = gathering.resolve(name + "." + next);
        }
        return place;
    }

    private static boolean holdsNothing(Path root) throws IOException {
        for (String name : FOLDERS) {
            if (!FolderRemoval.entries(root.resolve(name)).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Path> newest(Path root) throws IOException {
        List<Path> folders = setAside(root);
        return folders.isEmpty() ? Optional.empty() : Optional.of(Collections.max(folders));
    }

    private static List<Path> setAside(Path root) throws IOException {
        List<Path> folders = FolderRemoval.entries(root);
        folders.removeIf(entry -> !String.valueOf(entry.getFileName()).startsWith(PREFIX));
        return folders;
    }

    private static void deleteOthers(Path root, Path kept) throws IOException {
        for (Path folder : setAside(root)) {
            if (!folder.equals(kept)) {
                deleteIfPossible(folder);
            }
        }
    }

    private static void deleteIfPossible(Path folder) {
        try {
            FolderRemoval.of(folder);
        } catch (IOException resists) {
            return; // room that is not gained is no reason to fail a boot; the next one tries again
        }
    }
}
