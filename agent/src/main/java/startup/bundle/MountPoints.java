package startup.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Where something is mounted. A bind mount of the same file system has the same device, so only the kernel's list tells.
 *
 * <p>Source: proc(5), /proc/[pid]/mountinfo: the fifth field is the mount point, with space, tab, newline and backslash
 * as three octal digits behind a backslash.
 */
final class MountPoints {
    private static final int MOUNT_POINT = 4;

    private MountPoints() {}

    /** Those at or below a path, each byte as one character; none where there is no such list. */
    static Set<String> below(Path path) throws IOException {
        Path list = Path.of("/proc/self/mountinfo");
        if (!Files.isReadable(list)) {
            return Set.of();
        }
        return below(RawPaths.bytesOf(path.toAbsolutePath()), Files.readString(list, StandardCharsets.ISO_8859_1));
    }

    static Set<String> below(String path, String mountinfo) {
        Set<String> points = new HashSet<>();
        for (String line : mountinfo.split("\n", -1)) {
            String[] fields = line.split(" ", MOUNT_POINT + 2);
            if (fields.length > MOUNT_POINT) {
                String point = unescaped(fields[MOUNT_POINT]);
                if (point.equals(path) || point.startsWith(path + "/")) {
                    points.add(point);
                }
            }
        }
        return points;
    }

    private static String unescaped(String field) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char letter = field.charAt(i);
            if (letter == '\\' && i + 3 < field.length()) {
                text.append((char) Integer.parseInt(field.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                text.append(letter);
            }
        }
        return text.toString();
    }
}
