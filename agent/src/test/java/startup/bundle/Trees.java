package startup.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Describes a folder line by line, so that two can be compared: names, types, modes, owners, sizes, times, contents. */
final class Trees {
    private static final Pattern TIME = Pattern.compile("T([0-9]+)\\.[0-9]+");

    private Trees() {}

    /**
     * By {@code find} and {@code sha256sum}, which know nothing of the code that is tested. The top is left out; a time
     * that is not before {@code unpacked} is no one's to compare.
     */
    static String of(Path folder, Instant unpacked) throws IOException, InterruptedException {
        String lines = Tools.bash(
                folder,
                "export LC_ALL=C; { find . -mindepth 1 \\( -type l -printf '%P %y %U:%G T%T@ -> %l\\n' \\) -o"
                        + " \\( -type d -printf '%P %y %m %U:%G T%T@\\n' \\) -o"
                        + " \\( -printf '%P %y %m %U:%G %s T%T@ links %n\\n' \\) | sort;"
                        + " find . -type f -print0 | sort -z | xargs -0r sha256sum; } | cat -v");
        Matcher time = TIME.matcher(lines);
        // A time that Java gives a symbolic link has no nanoseconds.
        return time.replaceAll(match -> Long.parseLong(match.group(1)) >= unpacked.getEpochSecond()
                ? "now"
                : match.group().substring(0, match.group().indexOf('.') + 7));
    }

    /** For a folder that must have nothing in it. */
    static String names(Path folder) throws IOException, InterruptedException {
        return Tools.bash(folder, "find . -mindepth 1 | sort");
    }
}
