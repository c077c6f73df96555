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
        remove(fresh);
        remove(old);
        try {
            Files.walkFileTree(from, new Copying(fresh));
        } catch (IOException e) {
            remove(fresh); // it may be what has filled the disk
            throw e;
        }
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(to, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE);
        AtomicFile.sync(to.resolveSibling("."));
        remove(old);
    }

    /** It is there no more. */
    void remove() throws IOException {
        remove(to);
    }

    /** By sizes and times, as rsync compares. Java 17 copies no nanoseconds. */
    private boolean isThere() throws IOException {
        boolean[] same = {Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)};
        if (same[0]) {
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes found) throws IOException {
                    Path copy = to.resolve(from.relativize(file));
                    same[0] = found.isSymbolicLink() || isCopy(copy, found);
                    return same[0] ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }
            });
        }
        return same[0];
    }

    private static boolean isCopy(Path copy, BasicFileAttributes of) throws IOException {
        return Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)
                && Files.size(copy) == of.size()
                && Files.getLastModifiedTime(copy).toMillis()
                        == of.lastModifiedTime().toMillis();
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes found) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
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
