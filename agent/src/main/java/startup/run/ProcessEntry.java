package startup.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One process as the kernel shows it at a moment. What cannot be read, because the process has ended or is another
 * user's, counts as not being so.
 *
 * <p>Source: proc_pid_stat(5), proc_pid_fdinfo(5).
 *
 * @param terminal the number of its controlling terminal; 0 for none
 * @param started ticks since the machine's boot; with the id it names a process for good
 */
record ProcessEntry(long pid, char state, long parent, long group, long session, long terminal, long started) {
    private static final Path PROC = Path.of("/proc");

    // Places in stat, counted after the name in brackets, which may hold anything.
    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int GROUP = 2;
    private static final int SESSION = 3;
    private static final int TERMINAL = 4;
    private static final int STARTED = 19;

    /** The bits of open(2)'s flags that say how a file is open; 0 is for reading only. */
    private static final int ACCESS = 3;

    static List<ProcessEntry> all() {
        List<ProcessEntry> processes = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC)) {
            for (Path folder : folders) {
                if (Character.isDigit(String.valueOf(folder.getFileName()).charAt(0))) {
                    read(folder.resolve("stat")).ifPresent(processes::add);
                }
            }
        } catch (IOException | DirectoryIteratorException noProc) {
            return processes;
        }
        return processes;
    }

    static Optional<ProcessEntry> of(long pid) {
        return read(PROC.resolve(Long.toString(pid)).resolve("stat"));
    }

    private static Optional<ProcessEntry> read(Path stat) {
        try {
            return Optional.of(parse(Files.readString(stat, StandardCharsets.ISO_8859_1)));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    static ProcessEntry parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", STARTED + 2);
        return new ProcessEntry(
                Long.parseLong(stat.substring(0, stat.indexOf(' '))),
                fields[STATE].charAt(0),
                Long.parseLong(fields[PARENT]),
                Long.parseLong(fields[GROUP]),
                Long.parseLong(fields[SESSION]),
                Long.parseLong(fields[TERMINAL]),
                Long.parseLong(fields[STARTED]));
    }

    /** A zombie has ended; only its parent has not asked yet. */
    boolean lives() {
        return state != 'Z' && state != 'X';
    }

    /** By STOP or by its terminal: no signal but KILL and CONT reaches it. */
    boolean isStopped() {
        return state == 'T';
    }

    /** Whether it was started with all of these {@code NAME=VALUE}. */
    boolean hasInEnvironment(List<String> variables) {
        try {
            // As bytes: a name may not be in the JVM's encoding.
            byte[] bytes = Files.readAllBytes(folder().resolve("environ"));
            String environment = "\0" + new String(bytes, StandardCharsets.ISO_8859_1);
            for (String variable : variables) {
                String text = new String(variable.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
                if (!environment.contains("\0" + text + "\0")) {
                    return false;
                }
            }
            return true;
        } catch (IOException endedOrNotOurs) {
            return false;
        }
    }

    /** Whether it works in that folder or below, be the folder deleted or not. */
    boolean worksIn(Path place) {
        try {
            // Paths compare as bytes; their text may show two of them alike.
            Path folder = Files.readSymbolicLink(folder().resolve("cwd"));
            return folder.startsWith(place) || folder.toString().equals(place + " (deleted)");
        } catch (IOException endedOrNotOurs) {
            return false;
        }
    }

    /** Whether it can write into that file: to read it, as {@code tail -f} does, makes it no part of an attempt. */
    boolean writesTo(Path file) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(folder().resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.readSymbolicLink(descriptor).equals(file) && isOpenForWriting(descriptor)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException endedOrNotOurs) {
            return false;
        }
        return false;
    }

    private boolean isOpenForWriting(Path descriptor) throws IOException {
        Path info = folder().resolve("fdinfo").resolve(String.valueOf(descriptor.getFileName()));
        for (String line : Files.readAllLines(info)) {
            if (line.startsWith("flags:")) {
                String octal = line.substring(line.indexOf(':') + 1).trim();
                return (Long.parseLong(octal, 8) & ACCESS) != 0;
            }
        }
        return false;
    }

    private Path folder() {
        return PROC.resolve(Long.toString(pid));
    }
}
