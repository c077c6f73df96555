package startup.bundle;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The folders on the way from the top to the current entry, each made when it is first needed. Entries of a tar mostly
 * follow each other as they lie in folders, so mostly nothing is asked of the file system but to make the entry; and
 * memory is bounded by the depth.
 *
 * <p>No path here is ever followed through a link: until the last entry has been read there is none under the top, and
 * what is to become one is known by {@link Links}.
 */
final class OpenFolders {
    private final Ownership ownership;
    private final Links links;
    private final WriteBehind writes;
    private OpenFolder current;

    OpenFolders(Path top, Ownership ownership, Links links, WriteBehind writes) {
        this.ownership = ownership;
        this.links = links;
        this.writes = writes;
        this.current = OpenFolder.top(top, ownership);
    }

    /** The folder that {@code path} lies in. */
    OpenFolder enter(EntryPath path) throws IOException {
        while (!path.isBelow(current.raw())) {
            leave();
        }
        while (!path.isDirectlyIn(current.raw())) {
            current = open(path);
        }
        return current;
    }

    /** Leaves all folders, so that they are settled as soon as the last of their files is written. */
    void leaveAll() throws IOException {
        while (current.parent() != null) {
            leave();
        }
    }

    private void leave() throws IOException {
        OpenFolder left = current;
        OpenFolder parent = left.parent();
        if (parent == null) {
            throw new IllegalStateException("nothing is above the top");
        }
        current = parent;
        left.letGo();
    }

    private OpenFolder open(EntryPath entry) throws IOException {
        String name = entry.partAfter(current.raw());
        String raw = current.rawOf(name);
        if (links.isLink(raw)) {
            throw Refusal.ofEntry(entry.shown(), "lies below the symbolic link '" + EntryPath.shown(raw) + "'");
        }
        Path path = RawPaths.in(current.path(), name);
        int making = ownership.makingUndescribedFolder();
        try {
            Files.createDirectory(path, ownership.attribute(making));
            return new OpenFolder(current, raw, path, ownership, null, ownership.made(making));
        } catch (FileAlreadyExistsException e) {
            writes.await();
            Found found = Found.at(path);
            if (!found.isFolder()) {
                throw Refusal.ofEntry(entry.shown(), "lies below '" + EntryPath.shown(raw) + "', which is no folder");
            }
            int mode = ownership.unlock(path, found.mode());
            return new OpenFolder(current, raw, path, ownership, found.attributes(), mode);
        }
    }

    /** Makes a folder that is an entry of its own; entries in it are likely to follow. */
    void make(EntryPath entry, Attributes described) throws IOException {
        OpenFolder parent = enter(entry);
        links.forget(entry.raw());
        Path path = RawPaths.in(parent.path(), entry.name());
        int making = ownership.makingFolder(ownership.wanted(described));
        int mode = ownership.made(making);
        try {
            Files.createDirectory(path, ownership.attribute(making));
        } catch (FileAlreadyExistsException e) {
            writes.await();
            Found found = Found.at(path);
            if (found.isFolder()) {
                mode = ownership.unlock(path, found.mode());
            } else {
                Files.delete(path);
                Files.createDirectory(path, ownership.attribute(making));
            }
        }
        current = new OpenFolder(parent, entry.raw(), path, ownership, described, mode);
    }

    /** Takes away what an earlier entry made where this one goes, as {@code tar x} does; not a folder with entries. */
    void clear(EntryPath entry, Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        writes.await();
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            throw Refusal.ofEntry(entry.shown(), "has the name of a folder that has entries");
        }
    }
}
