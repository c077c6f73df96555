package startup.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The cgroup of one attempt: its processes cannot shed it as they can a session or an environment. Only one who may write
 * in the hierarchy can leave it, so the other marks of an attempt are searched for too.
 *
 * <p>Source: Linux, Documentation/admin-guide/cgroup-v2.rst: {@code cgroup.procs}, {@code cgroup.kill} (5.14), {@code
 * cgroup.freeze} (5.2). What cannot be read or written, because the cgroup is gone, counts as empty.
 */
final class Cgroup {
    private final Path folder;

    Cgroup(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** A process that writes {@code 0} into it becomes a member, and so do those that it starts from then on. */
    Path procs() {
        return folder.resolve("cgroup.procs");
    }

    /** The ids of its processes, also in cgroups that they made below it. */
    Set<Long> members() {
        Set<Long> members = new HashSet<>();
        for (Path each : withThoseBelow()) {
            try {
                for (String pid : Files.readAllLines(each.resolve("cgroup.procs"), StandardCharsets.ISO_8859_1)) {
                    members.add(Long.parseLong(pid));
                }
            } catch (IOException gone) {
                // who was in it has ended
            }
        }
        return members;
    }

    /** Kills all of them in one stroke, be they faster than one who looks for them. */
    void kill() {
        if (!write("cgroup.kill")) {
            freezeAndKill();
        }
    }

    /** Where the kernel cannot kill a cgroup: a frozen process cannot fork, but dies. */
    void freezeAndKill() {
        write("cgroup.freeze");
        for (long member : members()) {
            if (member != ProcessHandle.current().pid()) {
                ProcessHandle.of(member).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    /** Whether it was there to be written, and was. */
    private boolean write(String file) {
        Path existing = folder.resolve(file);
        try {
            // not to be created: in a folder that is no cgroup nobody would read it
            Files.write(existing, new byte[] {'1'}, StandardOpenOption.WRITE);
            return true;
        } catch (IOException cannot) {
            return false;
        }
    }

    /** Takes it away if it has no process; says whether it is gone. */
    boolean remove() {
        List<Path> folders = withThoseBelow();
        try {
            for (int i = folders.size() - 1; i >= 0; i--) {
                Files.deleteIfExists(folders.get(i));
            }
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }

    /** Itself first, and each before those below it. */
    private List<Path> withThoseBelow() {
        List<Path> folders = new ArrayList<>(List.of(folder));
        for (int i = 0; i < folders.size(); i++) {
            try (DirectoryStream<Path> below = Files.newDirectoryStream(folders.get(i), Files::isDirectory)) {
                below.forEach(folders::add);
            } catch (IOException | DirectoryIteratorException gone) {
                // it has none
            }
        }
        return folders;
    }
}
