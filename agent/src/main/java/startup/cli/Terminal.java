package startup.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import startup.base.ProcessText;

/**
 * What the process was given: standard streams, environment, working folder. The rest of the agent gets them from here,
 * so that a test can give its own.
 *
 * @param watched whether a person sees standard error: then there is colour and progress
 */
record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path workingFolder,
        boolean watched) {

    /** The real ones. Text is UTF-8 whatever the locale: at boot it is POSIX, and the JVM would print question marks. */
    static Terminal ofProcess() {
        return new Terminal(
                new FileInputStream(FileDescriptor.in),
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                ProcessText.ofThisProcess().variables(System.getenv()),
                Path.of("").toAbsolutePath(),
                isTerminal(2));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** By the descriptor's link, for {@code System.console()} tells of others and changed its meaning in 22. */
    static boolean isTerminal(int descriptor) {
        try {
            Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
            return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
        } catch (IOException noProc) {
            return false;
        }
    }
}
