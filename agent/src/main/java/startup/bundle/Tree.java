package startup.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import startup.base.Events;

/**
 * Makes entries under one folder, and nothing anywhere else: the safety rules for names and links, the limits, owner,
 * mode and time. Where the entries come from is not its business.
 *
 * <p>Nothing is complete before {@link #finish}: links are missing, and files may still be on their way. One thread's.
 */
final class Tree implements AutoCloseable {
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path top;
    private final Quota quota;
    private final Ownership ownership;
    private final Links links = Links.ofThisMachine();
    private final WriteBehind writes = new WriteBehind();
    private final OpenFolders folders;
    private final DroppedBits dropped;

    /** {@code top} exists and is empty. */
    Tree(Path top, Quota quota, Events events) throws IOException {
        this.top = top;
        this.quota = quota;
        this.dropped = new DroppedBits(events);
        try {
            this.ownership = Ownership.in(top);
        } catch (IOException e) {
            throw MachineFault.of(top, e);
        }
        this.folders = new OpenFolders(top, ownership, links, writes);
    }

    /**
     * Makes one entry.
     *
     * @param content the stored bytes of a file, of which it reads as many as the entry says
     */
    void add(Entry entry, InputStream content) throws IOException {
        quota.entry(entry.path());
        if (entry.path().isTop()) {
            if (entry.kind() != Entry.Kind.FOLDER) {
                throw Refusal.ofEntry(entry.path().shown(), "has the name of the bundle's folder and is none");
            }
            return;
        }
        checkLength(entry.path());
        dropped.note(entry);
        try {
            make(entry, content);
        } catch (FileSystemException e) {
            throw MachineFault.of(RawPaths.below(top, entry.path().raw()), e);
        }
    }

    private void make(Entry entry, InputStream content) throws IOException {
        switch (entry.kind()) {
            case FOLDER -> folders.make(entry.path(), entry.attributes());
            case FILE -> makeFile(entry, content);
            case HARD_LINK -> makeHardLink(entry);
            case SYMBOLIC_LINK -> {
                folders.clear(entry.path(), pathOf(entry.path()));
                links.addSymbolic(entry);
            }
        }
    }

    private Path pathOf(EntryPath entry) throws IOException {
        return RawPaths.in(folders.enter(entry).path(), entry.name());
    }

    private void makeFile(Entry entry, InputStream content) throws IOException {
        quota.file(entry.path(), entry.size(), entry.stored());
        OpenFolder folder = folders.enter(entry.path());
        links.forget(entry.path().raw());
        Path path = RawPaths.in(folder.path(), entry.path().name());
        int making = ownership.makingFile(ownership.wanted(entry.attributes()));
        FileChannel channel;
        try {
            channel = FileChannel.open(path, NEW, ownership.attribute(making));
        } catch (FileAlreadyExistsException e) {
            folders.clear(entry.path(), path);
            channel = FileChannel.open(path, NEW, ownership.attribute(making));
        }
        OpenFile file = new OpenFile(folder, path, channel, ownership, entry.attributes(), ownership.made(making));
        writes.write(file, entry, content);
    }

    private void makeHardLink(Entry entry) throws IOException {
        EntryPath target = EntryPath.parse(entry.target());
        Path path = pathOf(entry.path());
        Path existing = RawPaths.below(top, target.raw());
        boolean toLink = links.isLink(target.raw());
        if (!toLink && !Files.isRegularFile(existing, LinkOption.NOFOLLOW_LINKS)) {
            throw Refusal.ofEntry(
                    entry.path().shown(), "is a hard link to '" + target + "', which is no file of the bundle");
        }
        if (target.raw().equals(entry.path().raw())) {
            return;
        }
        folders.clear(entry.path(), path);
        if (toLink) {
            links.addHard(entry.path(), target);
        } else {
            links.forget(entry.path().raw());
            Files.createLink(path, existing);
        }
    }

    private void checkLength(EntryPath path) throws IOException {
        if (top.toString().length() + 1 + path.raw().length() > EntryPath.MAX_NAME_BYTES) {
            throw Refusal.ofEntry(path.shown(), "has a name that is too long for the folder it is unpacked to");
        }
    }

    /** Makes the links, waits until all is written, and settles the folders. */
    void finish() throws IOException {
        try {
            links.make(folders, ownership, top);
            folders.leaveAll();
            writes.await();
        } catch (FileSystemException e) {
            throw MachineFault.of(top, e);
        }
        dropped.tell();
    }

    /** Stops writing. What there is stays: the staging is deleted as a whole. */
    @Override
    public void close() {
        writes.close();
    }
}
