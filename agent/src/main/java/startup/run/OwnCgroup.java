package startup.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder of the cgroup that this process is in, of one hierarchy.
 *
 * <p>Source: cgroups(7), {@code /proc/[pid]/cgroup}: {@code 0::/PATH} of version 2, {@code 4:memory:/PATH} of version 1;
 * proc_pid_mountinfo(5): {@code 41 31 0:38 ROOT MOUNT rw,relatime - cgroup2 cgroup2 rw}. A container may have only a part
 * of the hierarchy mounted, and the path then begins with that part's ROOT; or it lies above it, as {@code /..}.
 *
 * @param mount where the hierarchy is mounted
 * @param folder the mount itself or below it; exists
 */
record OwnCgroup(Path mount, Path folder) {
    private static final int ROOT = 3;
    private static final int MOUNT = 4;

    /** Of version 2, wherever it is mounted: {@code /sys/fs/cgroup}, or below it beside version 1. */
    static Optional<OwnCgroup> ofVersion2(Path proc) {
        return find(proc, "0::", " - cgroup2 ", "");
    }

    /** Of version 1's hierarchy that has this controller. */
    static Optional<OwnCgroup> ofVersion1(Path proc, String controller) {
        return find(proc, ":" + controller + ":", " - cgroup ", controller);
    }

    private static Optional<OwnCgroup> find(Path proc, String sign, String type, String controller) {
        try {
            Optional<String> own = ownPath(lines(proc.resolve("self/cgroup")), sign);
            if (own.isPresent()) {
                for (String mount : lines(proc.resolve("self/mountinfo"))) {
                    if (mount.contains(type) && (controller.isEmpty() || mount.endsWith(controller))) {
                        Optional<OwnCgroup> found = at(mount.split(" ", MOUNT + 2), own.get());
                        if (found.isPresent()) {
                            return found;
                        }
                    }
                }
            }
        } catch (IOException noProc) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    }

    private static Optional<String> ownPath(List<String> cgroups, String sign) {
        for (String line : cgroups) {
            int at = line.indexOf(sign);
            // version 2's line begins so; version 1's has a number before it
            if (at >= 0 && (at == 0) == sign.startsWith("0")) {
                return Optional.of(line.substring(at + sign.length()));
            }
        }
        return Optional.empty();
    }

    private static Optional<OwnCgroup> at(String[] mount, String own) {
        Path root = Path.of(mount[ROOT]);
        Path path = Path.of(own);
        Path point = Path.of(mount[MOUNT].replace("\\040", " "));
        if (!path.startsWith(root) || own.contains("/..")) {
            return Optional.empty();
        }
        Path folder = point.resolve(root.relativize(path).toString());
        return Files.isDirectory(folder) ? Optional.of(new OwnCgroup(point, folder)) : Optional.empty();
    }
}
