package startup.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;

/**
 * The symbolic links of a bundle, and the hard links to them, which are made when all else is. So none can lead an entry
 * astray, wherever it points.
 *
 * <p>Memory: the one thing here that grows with the bundle, so it is refused (14) when it would take over a quarter of
 * what the JVM may have.
 */
final class Links {
    /** What a map's entry and its objects take besides the characters, near enough. */
    private static final long OVERHEAD = 250;

    private final Map<String, Link> byPath = new LinkedHashMap<>();
    private final long budget;
    private long taken;

    /**
     * One link.
     *
     * @param described null for a hard link, whose target is already described
     */
    private record Link(
            EntryPath path, String target, @Nullable Attributes described) {}

    Links(long budget) {
        this.budget = budget;
    }

    /** As much memory as such links may take in this JVM. */
    static Links ofThisMachine() {
        return new Links(Runtime.getRuntime().maxMemory() / 4);
    }

    /** Whether this is to become a link. {@code raw} is as {@link EntryPath#raw}. */
    boolean isLink(String raw) {
        return !byPath.isEmpty() && byPath.containsKey(raw);
    }

    /** A later entry takes the place of the link, if there was one. */
    void forget(String raw) {
        if (!byPath.isEmpty()) {
            byPath.remove(raw);
        }
    }

    void addSymbolic(Entry entry) throws AgentException {
        if (entry.target().isEmpty() || entry.target().indexOf('\0') >= 0) {
            throw Refusal.ofEntry(entry.path().shown(), "is a symbolic link to nothing");
        }
        if (entry.target().length() > EntryPath.MAX_NAME_BYTES) {
            throw Refusal.ofEntry(
                    entry.path().shown(),
                    "is a symbolic link to a name of over " + EntryPath.MAX_NAME_BYTES + " bytes");
        }
        add(new Link(entry.path(), entry.target(), entry.attributes()));
    }

    void addHard(EntryPath path, EntryPath target) throws AgentException {
        add(new Link(path, target.raw(), null));
    }

    private void add(Link link) throws AgentException {
        taken += link.path().raw().length() + link.target().length() + OVERHEAD;
        if (taken > budget) {
            throw Refusal.overLimit(
                    "it has too many symbolic links to be kept in memory, over " + byPath.size(),
                    "If the bundle is yours, give the JVM more, as by JDK_JAVA_OPTIONS=-Xmx2g");
        }
        forget(link.path().raw());
        byPath.put(link.path().raw(), link);
    }

    /** Makes them all, in the order in which they came. */
    void make(OpenFolders folders, Ownership ownership, Path top) throws IOException {
        for (Link link : byPath.values()) {
            Path path =
                    RawPaths.in(folders.enter(link.path()).path(), link.path().name());
            if (link.described() == null) {
                makeHard(link, path, top);
            } else {
                SymbolicLink.make(path, link.target());
                ownership.settleLink(path, link.described());
            }
        }
    }

    private static void makeHard(Link link, Path path, Path top) throws IOException {
        try {
            Files.createLink(path, RawPaths.below(top, link.target()));
        } catch (NoSuchFileException e) {
            throw Refusal.ofEntry(
                    link.path().shown(),
                    "is a hard link to '" + EntryPath.shown(link.target()) + "', which is no file of the bundle");
        }
    }
}
