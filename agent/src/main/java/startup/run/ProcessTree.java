package startup.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All processes of one attempt, wherever they went: those of its cgroup, of its sessions, the children of its processes,
 * and whoever carries its mark in the environment, can write into its output file, or works in its folder. Without a
 * cgroup, one that shed all the others is not found.
 *
 * <p>Who works in the folder counts only if it is younger than the attempt and has no terminal, for an operator may look
 * around there. The wrapper's own session is no part of it: the wrapper has yet to write down how the script ended.
 */
final class ProcessTree {
    private final List<String> mark;
    private final Path output;
    private final Path folder;
    private final Optional<Cgroup> cgroup;
    private final Set<Long> sessions = new HashSet<>();
    private final Set<Long> wrappers = new HashSet<>();
    private final Set<ProcessEntry> known = new HashSet<>();
    private final Set<ProcessEntry> strangers = new HashSet<>();
    private long begin = Long.MAX_VALUE;

    /**
     * An attempt that has no process yet.
     *
     * @param mark variables that only its processes have, all together
     * @param output without symbolic links
     * @param folder likewise
     * @param cgroup of this attempt alone, if it could have one
     */
    ProcessTree(List<String> mark, Path output, Path folder, Optional<Cgroup> cgroup) {
        this.mark = List.copyOf(mark);
        this.output = output;
        this.folder = folder;
        this.cgroup = cgroup;
    }

    Optional<Cgroup> cgroup() {
        return cgroup;
    }

    /** One more wrapper was started for this attempt. */
    void addWrapper(long pid) {
        wrappers.add(pid);
        begin = Math.min(begin, ProcessEntry.of(pid).map(ProcessEntry::started).orElse(Long.MAX_VALUE));
    }

    /** The session of a script of this attempt. */
    void addSession(long session) {
        sessions.add(session);
    }

    /** Sessions whose groups can be signalled as a whole. */
    Set<Long> sessions() {
        return Set.copyOf(sessions);
    }

    /** Those that live now. A new process of theirs may have appeared when this returns. */
    List<ProcessEntry> living() {
        List<ProcessEntry> candidates = new ArrayList<>();
        Set<Long> inCgroup = cgroup.map(Cgroup::members).orElse(Set.of());
        for (ProcessEntry process : ProcessEntry.all()) {
            if (process.lives() && !isOutside(process)) {
                candidates.add(process);
            }
        }
        List<ProcessEntry> members = new ArrayList<>();
        candidates.stream().filter(process -> inCgroup.contains(process.pid())).forEach(this::know);
        boolean more = true;
        while (more) {
            more = moveMembers(candidates, members);
        }
        return members;
    }

    private boolean isOutside(ProcessEntry process) {
        return process.pid() == 1
                || process.pid() == ProcessHandle.current().pid()
                || wrappers.contains(process.pid())
                || wrappers.contains(process.session());
    }

    /** One that is found may show others to belong to it; says whether there was one. */
    private boolean moveMembers(List<ProcessEntry> candidates, List<ProcessEntry> members) {
        boolean found = false;
        for (var each = candidates.iterator(); each.hasNext(); ) {
            ProcessEntry process = each.next();
            if (belongs(process, members)) {
                each.remove();
                members.add(process);
                know(process);
                if (process.session() == process.pid()) {
                    sessions.add(process.session());
                }
                found = true;
            }
        }
        return found;
    }

    private void know(ProcessEntry process) {
        known.add(identity(process));
    }

    private boolean belongs(ProcessEntry process, List<ProcessEntry> members) {
        ProcessEntry identity = identity(process);
        if (known.contains(identity) || sessions.contains(process.session()) || isChild(process, members)) {
            return true;
        }
        if (strangers.contains(identity)) {
            return false;
        }
        boolean ours = process.hasInEnvironment(mark)
                || process.writesTo(output)
                || (process.started() >= begin && process.terminal() == 0 && process.worksIn(folder));
        if (!ours) {
            strangers.add(identity);
        }
        return ours;
    }

    private static boolean isChild(ProcessEntry process, List<ProcessEntry> members) {
        for (ProcessEntry member : members) {
            if (member.pid() == process.parent()) {
                return true;
            }
        }
        return false;
    }

    /** What stays the same in a process's life. Who belongs stays, also when its parent has gone; a stranger too. */
    private static ProcessEntry identity(ProcessEntry process) {
        return new ProcessEntry(process.pid(), 'S', 0, 0, 0, 0, process.started());
    }
}
