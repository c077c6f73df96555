package startup.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import startup.base.Events;

/**
 * Takes a directory for a bundle: copies it as if it had been packed with tar and unpacked again, by the same rules for
 * names, links, devices, limits, owners and modes. Hard links within it stay; sockets are left out, as tar does.
 *
 * <p>Errors: as {@link Unpacker}, and exit status 15 for what cannot be read. Memory: the names of files with several
 * links, besides what an unpacker takes.
 */
public final class DirectoryCopy {
    private final Limits limits;
    private final @Nullable DiskSpace disk;
    private final Events events;

    public DirectoryCopy(Limits limits, Events events) {
        this(limits, null, events);
    }

    /** One that believes what {@code disk} says, instead of asking the disk of the folder. */
    public DirectoryCopy(Limits limits, @Nullable DiskSpace disk, Events events) {
        this.limits = limits;
        this.disk = disk;
        this.events = events;
    }

    /**
     * Copies what {@code source} holds.
     *
     * @param folder exists, is empty, nobody else writes to it, and it is not in {@code source}
     */
    public Unpacked copy(Path source, Path folder) throws IOException {
        if (folder.toRealPath().startsWith(source.toRealPath())) {
            throw Refusal.overLimit(
                    "'" + source + "' holds '" + folder + "', where it is to be copied to",
                    "Choose a folder outside of the bundle with --state or --bundle-dir");
        }
        Quota quota = new Quota(limits, disk != null ? disk : DiskSpace.of(folder));
        try (Tree tree = new Tree(folder, quota, events)) {
            new Walk(tree).walk(source, "");
            tree.finish();
        }
        return new Unpacked(quota.files(), quota.bytes(), ArchiveFormat.TAR.compression());
    }

    /** One copy under way. */
    private static final class Walk {
        private final Tree tree;
        private final Map<Object, String> linked = new HashMap<>();

        Walk(Tree tree) {
            this.tree = tree;
        }

        void walk(Path folder, String raw) throws IOException {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                for (Path child : children) {
                    String name = RawPaths.bytesOf(child.getFileName());
                    add(child, raw.isEmpty() ? name : raw + "/" + name);
                }
            } catch (DirectoryIteratorException e) {
                throw unreadable(folder, Objects.requireNonNull(e.getCause()));
            } catch (FileSystemException e) {
                throw unreadable(folder, e);
            }
        }

        private void add(Path child, String raw) throws IOException {
            Found found = Found.at(child);
            EntryPath path = EntryPath.parse(raw);
            if (found.isFolder()) {
                tree.add(entry(path, Entry.Kind.FOLDER, found, ""), InputStream.nullInputStream());
                walk(child, raw);
            } else if (found.isSymbolicLink()) {
                String target = RawPaths.bytesOf(Files.readSymbolicLink(child));
                tree.add(entry(path, Entry.Kind.SYMBOLIC_LINK, found, target), InputStream.nullInputStream());
            } else if (found.isFile()) {
                addFile(child, path, found);
            } else if (!found.isSocket()) {
                throw Refusal.ofEntry(path.shown(), "is a device or a named pipe");
            }
        }

        private void addFile(Path child, EntryPath path, Found found) throws IOException {
            String first = found.links() > 1 ? linked.putIfAbsent(found.identity(), path.raw()) : null;
            if (first != null) {
                tree.add(entry(path, Entry.Kind.HARD_LINK, found, first), InputStream.nullInputStream());
                return;
            }
            try (InputStream content = new WholeFile(child, Files.newInputStream(child, LinkOption.NOFOLLOW_LINKS))) {
                tree.add(entry(path, Entry.Kind.FILE, found, ""), content);
            } catch (FileSystemException e) {
                throw unreadable(child, e);
            }
        }

        private static Entry entry(EntryPath path, Entry.Kind kind, Found found, String target) {
            long size = kind == Entry.Kind.FILE ? found.size() : 0;
            List<Extent> extents = size == 0 ? List.of() : List.of(new Extent(0, size));
            return new Entry(path, kind, found.attributes(), target, size, extents);
        }
    }

    private static IOException unreadable(Path path, IOException e) {
        if (MachineFault.isInterrupt(e)) {
            return MachineFault.told(e);
        }
        return MachineFault.because(
                "'" + path + "' could not be read: " + MachineFault.reasonOf(e),
                "Run the agent as a user who may read all of the directory",
                e);
    }

    /** A file that must be as long as it was when its length was asked. */
    private static final class WholeFile extends FilterInputStream {
        private final Path path;

        WholeFile(Path path, InputStream in) {
            super(in);
            this.path = path;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count;
            try {
                count = super.read(buffer, offset, length);
            } catch (IOException e) {
                throw unreadable(path, e);
            }
            if (count < 0) {
                throw MachineFault.because(
                        "'" + path + "' was cut while it was copied", "Run it again when nobody writes to it", null);
            }
            return count;
        }
    }
}
