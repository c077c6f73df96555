package startup.bundle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import startup.base.AtomicFile;

/**
 * Where a bundle arrives before it is one: a private folder beside its place, which it takes by one rename.
 *
 * <pre>
 *   bundles/.staging-ID/          0700
 *   bundles/.staging-ID/lock      locked while its agent lives; what a crash left behind is not
 *   bundles/.staging-ID/bundle/   becomes bundles/SHA256
 *   bundles/.staging-ID/old/      what was there before, until the rename is done
 * </pre>
 *
 * <p>Errors: exit status 15. Not synced is the content of files: after a loss of power a bundle can have its name and
 * empty files, so who goes on with it then must compare the contents.
 */
public final class Staging implements AutoCloseable {
    private static final String PREFIX = ".staging-";
    private static final FileAttribute<?> PRIVATE = mode("rwx------");
    private static final Set<PosixFilePermission> ON_THE_WAY = PosixFilePermissions.fromString("rwx--x--x");

    private final Path container;
    private final FileChannel lock;

    private Staging(Path container, FileChannel lock) {
        this.container = container;
        this.lock = lock;
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /**
     * A new staging. What dead agents left in {@code bundlesFolder} is deleted first; the folder is made, with mode
     * 0711, if it is not there.
     */
    public static Staging in(Path bundlesFolder) throws IOException {
        Path folder = bundlesFolder.toAbsolutePath();
        try {
            makeFolders(folder);
            removeStale(folder);
            return create(folder);
        } catch (IOException e) {
            throw MachineFault.of(folder, e);
        }
    }

    private static void makeFolders(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (Files.isDirectory(folder) || parent == null) {
            return;
        }
        makeFolders(parent);
        try {
            Files.createDirectory(folder, PRIVATE);
            // Not by the call that makes it, for the umask may take away what others need to pass.
            Files.setPosixFilePermissions(folder, ON_THE_WAY);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static void removeStale(Path folder) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path container : found) {
                removeIfStale(container);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static void removeIfStale(Path container) throws IOException {
        if (!Files.isDirectory(container, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (FileChannel channel = lockFile(container)) {
            if (isLocked(channel)) {
                Removal.of(container);
            }
        }
    }

    private static FileChannel lockFile(Path container) throws IOException {
        return FileChannel.open(
                container.resolve("lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    /** Whether it is ours now; closing the channel gives it back. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // another staging of this process
        }
    }

    private static Staging create(Path folder) throws IOException {
        String id = Long.toHexString(ProcessHandle.current().pid()) + "-" + Long.toHexString(System.nanoTime());
        Path container = folder.resolve(PREFIX + id);
        Files.createDirectory(container, PRIVATE);
        FileChannel channel = lockFile(container);
        if (!isLocked(channel)) {
            channel.close();
            throw new IOException("another agent deletes what it finds there");
        }
        Files.createDirectory(container.resolve("bundle"), PRIVATE);
        return new Staging(container, channel);
    }

    /** The folder to unpack into: empty at first, and nobody else can enter it. */
    public Path folder() {
        return container.resolve("bundle");
    }

    /**
     * Makes the staged folder a new one at {@code target}, with the mode that any new folder gets. What has come there
     * meanwhile stays, and is an error.
     */
    public Path commitNew(Path target) throws IOException {
        Path place = target.toAbsolutePath();
        try {
            Path usual = Files.createDirectory(container.resolve("usual"));
            Files.setPosixFilePermissions(folder(), Files.getPosixFilePermissions(usual));
            Files.move(folder(), place, StandardCopyOption.ATOMIC_MOVE);
            return place;
        } catch (IOException e) {
            throw MachineFault.of(place, e);
        }
    }

    /** As {@link #commit(Path, Set)}, with mode 0711. */
    public Path commit(Path target) throws IOException {
        return commit(target, ON_THE_WAY);
    }

    /**
     * Makes the staged folder the one at {@code target}, in place of what was there, and returns when its name is on
     * disk. A crash leaves the old one, none, or the new one whole.
     *
     * @param target on the same file system as the staging
     * @param mode of the folder itself
     */
    Path commit(Path target, Set<PosixFilePermission> mode) throws IOException {
        Path place = target.toAbsolutePath();
        try {
            Files.setPosixFilePermissions(folder(), mode);
            Path old = container.resolve("old");
            boolean replaces = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
            if (replaces) {
                Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
            }
            rename(place, old, replaces);
            Path parent = place.getParent();
            if (parent != null) {
                AtomicFile.sync(parent);
            }
            return place;
        } catch (AtomicMoveNotSupportedException e) {
            throw MachineFault.because(
                    "'" + place + "' is on another file system than '" + container + "', where it was staged",
                    "Stage it in a folder beside its place",
                    e);
        } catch (IOException e) {
            throw MachineFault.of(place, e);
        }
    }

    private void rename(Path place, Path old, boolean replaces) throws IOException {
        try {
            Files.move(folder(), place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (replaces) {
                Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
    }

    /** Deletes what was not committed, and what the commit replaced. */
    @Override
    public void close() throws IOException {
        try {
            Removal.of(container);
        } catch (IOException e) {
            throw MachineFault.of(container, e);
        } finally {
            lock.close();
        }
    }
}
