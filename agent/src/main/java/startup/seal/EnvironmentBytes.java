package startup.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of an environment variable as this process was given them. At boot the locale is POSIX, and then Java has
 * already lost every byte of a variable that is not ASCII.
 *
 * <p>Source: proc(5), {@code /proc/pid/environ}: {@code NAME=VALUE}, each ended by a NUL.
 */
final class EnvironmentBytes {
    private EnvironmentBytes() {}

    static Optional<byte[]> of(String name) {
        try {
            return find(Files.readAllBytes(Path.of("/proc/self/environ")), name);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<byte[]> find(byte[] environ, String name) {
        byte[] wanted = (name + "=").getBytes(StandardCharsets.UTF_8);
        for (int start = 0; start < environ.length; ) {
            int end = start;
            while (end < environ.length && environ[end] != 0) {
                end++;
            }
            int valueStart = start + wanted.length;
            if (valueStart <= end && Arrays.equals(environ, start, valueStart, wanted, 0, wanted.length)) {
                return Optional.of(Arrays.copyOfRange(environ, valueStart, end));
            }
            start = end + 1;
        }
        return Optional.empty();
    }
}
