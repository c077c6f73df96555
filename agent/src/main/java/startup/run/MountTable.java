package startup.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is mounted where, as this process sees it.
 *
 * <p>Source: proc_pid_mountinfo(5): {@code 36 35 98:0 /root /mount/point rw,noexec - ext4 /dev/sda1 rw}; white space in
 * a path is an octal escape. Later lines cover earlier ones.
 */
record MountTable(List<String> lines) {
    private static final int MOUNT_POINT = 4;
    private static final int OPTIONS = 5;

    /** Empty where the kernel does not tell. */
    static MountTable ofThisProcess() {
        try {
            return new MountTable(Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1));
        } catch (IOException unknown) {
            return new MountTable(List.of());
        }
    }

    /** Whether programs in {@code folder} cannot be started. */
    boolean forbidsPrograms(Path folder) {
        Path place = real(folder);
        Path longest = Path.of("/");
        boolean forbidden = false;
        for (String line : lines) {
            String[] fields = line.split(" ", OPTIONS + 2);
            if (fields.length <= OPTIONS) {
                continue;
            }
            Path point = Path.of(fields[MOUNT_POINT].replace("\\040", " "));
            if (place.startsWith(point) && point.getNameCount() >= longest.getNameCount()) {
                longest = point;
                forbidden = List.of(fields[OPTIONS].split(",", -1)).contains("noexec");
            }
        }
        return forbidden;
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException notThereYet) {
            Path parent = folder.getParent();
            return parent == null ? folder : real(parent);
        }
    }
}
