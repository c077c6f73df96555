package startup.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import startup.base.Deadline;
import startup.base.Ticker;

/**
 * Stops all processes of an attempt: TERM, and KILL for what lives after a grace. Looks again until nothing is left, for
 * a process may have forked while it was looked for; a cgroup is killed in one stroke, and so are sessions as groups, so
 * that a fork bomb cannot outrun it. One that is stopped is continued, or TERM would reach it only with KILL.
 */
final class TreeStopper {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    /** A process in an uninterruptible sleep survives KILL for as long as its device does not answer. */
    private static final Duration PATIENCE_AFTER_KILL = Duration.ofSeconds(10);

    private final ShellTools tools;
    private final Ticker ticker;
    private final Duration grace;
    private boolean interrupted;

    TreeStopper(ShellTools tools, Ticker ticker, Duration grace) {
        this.tools = tools;
        this.ticker = ticker;
        this.grace = grace;
    }

    /**
     * Returns when none lives that can be found; the ones that cannot be killed, if there are any. A thread that is
     * interrupted while it waits goes on to KILL at once, and stays interrupted.
     */
    List<ProcessEntry> stop(ProcessTree tree) {
        interrupted = Thread.interrupted();
        try {
            stopGently(tree);
        } catch (InterruptedException noTimeForGrace) {
            interrupted = true;
        }
        List<ProcessEntry> left = kill(tree);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return left;
    }

    private void stopGently(ProcessTree tree) throws InterruptedException {
        Deadline deadline = Deadline.after(grace, ticker);
        Set<Long> asked = new HashSet<>();
        Set<Long> continued = new HashSet<>();
        Duration pause = FIRST_PAUSE;
        for (List<ProcessEntry> living = tree.living(); !living.isEmpty(); living = tree.living()) {
            if (deadline.hasPassed()) {
                return;
            }
            List<String> stopped = new ArrayList<>();
            for (ProcessEntry process : living) {
                if (asked.add(process.pid())) {
                    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy);
                }
                if (process.isStopped() && continued.add(process.pid())) {
                    stopped.add(Long.toString(process.pid()));
                }
            }
            signal("CONT", stopped);
            ticker.sleep(pause);
            pause = longer(pause);
        }
    }

    private List<ProcessEntry> kill(ProcessTree tree) {
        Deadline deadline = Deadline.after(PATIENCE_AFTER_KILL, ticker);
        Duration pause = FIRST_PAUSE;
        tree.cgroup().ifPresent(Cgroup::kill);
        // Even where none was seen: one that forks and ends in turn may have been missed.
        killGroups(List.of(), tree.sessions());
        List<ProcessEntry> living = tree.living();
        while (!living.isEmpty() && !deadline.hasPassed()) {
            tree.cgroup().ifPresent(Cgroup::kill);
            killGroups(living, tree.sessions());
            for (ProcessEntry process : living) {
                ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
            pauseWhateverComes(pause);
            pause = longer(pause);
            living = tree.living();
        }
        return living;
    }

    /**
     * The groups that lead the attempt's sessions, and the others in these sessions that were seen. Java itself signals
     * single processes only.
     */
    private void killGroups(List<ProcessEntry> living, Set<Long> sessions) {
        Set<Long> groups = new HashSet<>(sessions);
        for (ProcessEntry process : living) {
            if (sessions.contains(process.session())) {
                groups.add(process.group());
            }
        }
        signal("KILL", groups.stream().map(group -> "-" + group).toList());
    }

    private void signal(String name, List<String> processes) {
        if (!processes.isEmpty()) {
            String script = "kill -" + name + " -- \"$@\"";
            List<String> kill = new ArrayList<>(List.of(tools.bash().toString(), "-p", "-c", script, "kill"));
            kill.addAll(processes);
            try {
                SilentCommand.run(kill);
            } catch (IOException noProcessFree) {
                // Each process is killed by itself as well.
            }
        }
    }

    private void pauseWhateverComes(Duration pause) {
        try {
            ticker.sleep(pause);
        } catch (InterruptedException again) {
            // There is nothing left to hurry but this pause; it is told at the end.
            interrupted = true;
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
