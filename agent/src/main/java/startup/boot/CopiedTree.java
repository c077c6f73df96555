package startup.boot;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import startup.base.AtomicFile;
import startup.bundle.Removal;

/**
 * A copy of a folder whose files are not written to, with their modes and times. It appears whole, after it is on disk: a
 * crash leaves the old one, or in the moment between two renamings none, and the next try makes it anew.
 *
 * @param from what is copied; links in it are copied as links
 * @param to where the copy belongs; the folder it is in exists
 */
record CopiedTree(Path from, Path to) {
    /** Makes it, unless it is there. */
    void bring() throws IOException {
        if (isThere()) {
            return;
        }
        Path fresh = to.resolveSibling("." + to.getFileName() + ".new");
        Path old = to.resolveSibling("." + to.getFileName() + ".old");
        Removal.of(fresh);
        Removal.of(old);
        try {
            Files.walkFileTree(from, new Copying(fresh));
        } catch (IOException e) {
            Removal.of(fresh); // it may be what has filled the disk
            throw e;
        }
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(to, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE);
        AtomicFile.sync(to.resolveSibling("."));
        Removal.of(old);
    }

    /** It is there no more. */
    void remove() throws IOException {
        Removal.of(to);
    }

    private boolean isThere() throws IOException {
        if (!Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Comparing comparing = new Comparing();
        Files.walkFileTree(from, comparing);
        return comparing.same;
    }

    /** By sizes and times, as rsync compares. Java 17 copies no nanoseconds. */
    private final class Comparing extends SimpleFileVisitor<Path> {
        private boolean same = true;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes found) throws IOException {
            same = found.isSymbolicLink() || isCopy(to.resolve(from.relativize(file)), found);
            return same ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        private static boolean isCopy(Path copy, BasicFileAttributes of) throws IOException {
            return Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(copy) == of.size()
                    && Files.getLastModifiedTime(copy).toMillis()
                            == of.lastModifiedTime().toMillis();
        }
    }

    /** Each file is on disk before the next, and each folder after its files. */
    private final class Copying extends SimpleFileVisitor<Path> {
        private final Path target;

        Copying(Path target) {
            this.target = target;
        }

        private Path place(Path path) {
            return target.resolve(from.relativize(path).toString());
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes found) throws IOException {
            Files.createDirectory(place(folder));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes found) throws IOException {
            Files.copy(file, place(file), StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            if (found.isRegularFile()) {
                AtomicFile.sync(place(file));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            AtomicFile.sync(place(folder));
            return FileVisitResult.CONTINUE;
        }
    }
}
