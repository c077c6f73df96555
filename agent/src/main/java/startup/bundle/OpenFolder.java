package startup.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A folder that entries still come into. It is held by the walk, by each file in it that is being written, and by each
 * open folder in it; whoever lets go last gives it the mode and time that it is to end with, for every new entry changes
 * the time, and a mode may forbid new entries.
 */
final class OpenFolder {
    private final @Nullable OpenFolder parent;
    private final String raw;
    private final Path path;
    private final Ownership ownership;
    private final @Nullable Attributes described;
    private final int mode;
    private final AtomicInteger holders = new AtomicInteger(1);

    /**
     * A folder that is there.
     *
     * @param raw its path under the top, as {@link EntryPath#raw}
     * @param described what it is to end with; null if it is to stay as it is
     * @param mode what it has now
     */
    OpenFolder(
            @Nullable OpenFolder parent,
            String raw,
            Path path,
            Ownership ownership,
            @Nullable Attributes described,
            int mode) {
        this.parent = parent;
        this.raw = raw;
        this.path = path;
        this.ownership = ownership;
        this.described = described;
        this.mode = mode;
        if (parent != null) {
            parent.hold();
        }
    }

    /** The top, which keeps what it has. */
    static OpenFolder top(Path path, Ownership ownership) {
        return new OpenFolder(null, "", path, ownership, null, 0);
    }

    @Nullable
    OpenFolder parent() {
        return parent;
    }

    String raw() {
        return raw;
    }

    Path path() {
        return path;
    }

    /** The path under the top of what it holds as {@code name}. */
    String rawOf(String name) {
        return raw.isEmpty() ? name : raw + "/" + name;
    }

    void hold() {
        holders.incrementAndGet();
    }

    void letGo() throws IOException {
        if (holders.decrementAndGet() > 0) {
            return;
        }
        if (described != null) {
            try {
                ownership.settle(path, described, mode);
            } catch (IOException e) {
                throw MachineFault.of(path, e);
            }
        }
        if (parent != null) {
            parent.letGo();
        }
    }
}
