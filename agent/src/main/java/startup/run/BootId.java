package startup.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells one boot of the machine from the next. Source: random(4), {@code /proc/sys/kernel/random/boot_id}: a UUID that
 * the kernel draws once a boot; a container sees that of its host.
 */
public final class BootId {
    /** Where there is no {@code /proc}: it is nobody's, so nothing is taken for done because of it. */
    public static final String UNKNOWN = "";

    private static final Path FILE = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {}

    /** Of this boot, or {@link #UNKNOWN}. */
    public static String current() {
        return read(FILE);
    }

    static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException noSuchKernel) {
            return UNKNOWN;
        }
    }

    /** Whether both are known and of one boot. */
    public static boolean same(String one, String other) {
        return !one.equals(UNKNOWN) && one.equals(other);
    }
}
