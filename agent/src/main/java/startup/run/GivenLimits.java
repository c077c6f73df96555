package startup.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringTokenizer;

/**
 * The soft limit of open files that the agent was given. The JVM raises its own to the hard limit when it starts, and
 * children would inherit that; a thousand more descriptors to close slows down what forks a lot, and select(2) breaks.
 *
 * <p>Who starts the agent with {@code -XX:-MaxFDLimit} keeps the JVM from it. Otherwise the parent's limit is taken for
 * the one that was given, where it has the same hard limit; a shell that started us had both alike.
 *
 * <p>Source: proc_pid_limits(5): {@code Max open files  1024  524288  files}.
 */
record GivenLimits(Path proc) {
    private static final String OPEN_FILES = "Max open files";
    private static final String NOT_RAISED = "-XX:-MaxFDLimit";

    /** What {@code ulimit -S -n} takes, or empty if children inherit the right one anyway. */
    String softOpenFiles() {
        return softOpenFiles(
                ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L));
    }

    String softOpenFiles(long parent) {
        List<String> own = openFiles("self");
        List<String> parents = openFiles(Long.toString(parent));
        boolean perhapsRaised = own.size() == 2 && own.get(0).equals(own.get(1)) && !jvmWasTold();
        boolean comparable =
                parents.size() == 2 && own.size() == 2 && parents.get(1).equals(own.get(1));
        return perhapsRaised && comparable && !parents.get(0).equals(own.get(0)) ? parents.get(0) : "";
    }

    /** The soft limit and the hard one; empty if the process is gone or not ours to see. */
    private List<String> openFiles(String process) {
        try {
            for (String line : Files.readAllLines(proc.resolve(process).resolve("limits"))) {
                if (line.startsWith(OPEN_FILES)) {
                    StringTokenizer words = new StringTokenizer(line.substring(OPEN_FILES.length()));
                    return List.of(words.nextToken(), words.nextToken());
                }
            }
        } catch (IOException unknown) {
            return List.of();
        }
        return List.of();
    }

    private boolean jvmWasTold() {
        try {
            String arguments = Files.readString(proc.resolve("self/cmdline"), StandardCharsets.ISO_8859_1);
            return ("\0" + arguments).contains("\0" + NOT_RAISED + "\0");
        } catch (IOException unknown) {
            return false;
        }
    }
}
