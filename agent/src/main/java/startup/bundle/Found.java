package startup.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/** What the file system says of something that is there, links not followed. Source: the "unix" view of OpenJDK. */
final class Found {
    private static final int MODE_BITS = 07777;
    private static final int TYPE_BITS = 0170000;
    private static final int SOCKET = 0140000;

    private final Map<String, Object> values;

    private Found(Map<String, Object> values) {
        this.values = values;
    }

    static Found at(Path path) throws IOException {
        return new Found(Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS));
    }

    boolean isFolder() {
        return Boolean.TRUE.equals(value("isDirectory"));
    }

    boolean isFile() {
        return Boolean.TRUE.equals(value("isRegularFile"));
    }

    boolean isSymbolicLink() {
        return Boolean.TRUE.equals(value("isSymbolicLink"));
    }

    boolean isSocket() {
        return ((int) number("mode") & TYPE_BITS) == SOCKET;
    }

    long size() {
        return number("size");
    }

    /** How many names it has. */
    long links() {
        return number("nlink");
    }

    /** Equal for two names of the same file. */
    Object identity() {
        return value("fileKey");
    }

    /** As an archive would describe it. */
    Attributes attributes() {
        return new Attributes(mode(), number("uid"), number("gid"), "", "", (FileTime) value("lastModifiedTime"));
    }

    int mode() {
        return (int) number("mode") & MODE_BITS;
    }

    private long number(String name) {
        return ((Number) value(name)).longValue();
    }

    private Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("no attribute " + name);
        }
        return value;
    }
}
