package startup.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command that runs one script in a session of its own and writes down how it ended, whether the agent still lives
 * or not.
 *
 * <p>The wrapper leads one session and the script another, so that no signal to the script's group or to the agent's
 * reaches it; the four signals with which a machine is shut down it ignores. It runs the script in the foreground: in the
 * background bash would have it ignore INT and QUIT. It is a privileged bash ({@code -p}), which neither reads {@code
 * BASH_ENV} nor imports functions but hands both on. The synchronisation of the status is not waited for: until it
 * is done, a loss of power counts as an interrupted attempt, as it did a moment before. By then the wrapper has let go of
 * the output file, for a file that is held is kept.
 */
final class Wrapper {
    /**
     * 1 the script, 2 the status file, 3 the soft limit of open files or nothing, 4 dd, 5 the folder to change to or
     * nothing, escaped, 6 the names of escaped variables, 7 the {@code cgroup.procs} to join or nothing, then
     * setsid, env and its arguments. The script joins, not the wrapper, for that has to outlive the cgroup's end; who
     * cannot join runs all the same. At its start bash drops an
     * {@code OLDPWD} that is no folder, as an escaped one is.
     */
    private static final String SCRIPT = """
            exec 2>>"$2"
            trap '' HUP INT QUIT TERM
            for name in $6; do
              printf -v "$name" %b "${!name}"
            done
            if [ -n "$5" ]; then
              printf -v name %b "$5"
              cd -- "$name" || exit
              export PWD OLDPWD="$STARTUP_BUNDLE_DIR"
            fi
            (
              [ -z "$7" ] || { echo 0 >"$7"; } 2>/dev/null
              echo "session $BASHPID" >&2
              trap - HUP INT QUIT TERM
              [ -z "$3" ] || ulimit -S -n "$3"
              exec "${@:8}" "_=$BASH" bash "$1" 2>&1
            )
            status=$?
            echo "status $status" >&2
            exec >/dev/null
            "$4" if=/dev/null of=/proc/self/fd/3 conv=notrunc,fsync 3>&2 2>/dev/null &
            exit "$status"
            """;

    /** Bash makes these its own as it starts, so they go around the wrapper; none of them is ever a secret. */
    private static final List<String> BASHS_OWN = List.of("SHLVL", "SHELLOPTS", "BASHOPTS");

    private final ShellTools tools;
    private final String softOpenFiles;
    private final boolean resetsQuit;
    private final Map<String, String> given;

    /**
     * How scripts are run on this machine.
     *
     * @param softOpenFiles what {@code ulimit -S -n} takes, or empty to leave it
     * @param resetsQuit whether {@code env} can unblock QUIT, which a JVM of old leaves blocked in its children
     * @param given the environment of this process
     */
    Wrapper(ShellTools tools, String softOpenFiles, boolean resetsQuit, Map<String, String> given) {
        this.tools = tools;
        this.softOpenFiles = softOpenFiles;
        this.resetsQuit = resetsQuit;
        this.given = given;
    }

    /**
     * The program and its arguments, for a process whose variables are {@link #inherited}.
     *
     * @param cgroup that the script is to be in
     */
    List<String> command(
            String script, Path status, Path folder, Map<String, String> environment, Optional<Cgroup> cgroup) {
        List<String> command =
                new ArrayList<>(List.of(tools.setsid().toString(), tools.bash().toString(), "-p", "-c", SCRIPT));
        command.add("startup-agent");
        command.addAll(
                List.of(script, status.toString(), softOpenFiles, tools.dd().toString()));
        command.add(startsIn(folder).equals(folder) ? "" : Ascii.escaped(folder));
        command.add(String.join(" ", Variables.escaped(given, environment)));
        command.add(cgroup.isPresent() ? cgroup.get().procs().toString() : "");
        command.addAll(List.of(tools.setsid().toString(), tools.env().toString()));
        if (resetsQuit) {
            command.add("--default-signal=QUIT");
        }
        if (!environment.containsKey("SHLVL")) {
            command.addAll(List.of("-u", "SHLVL"));
        }
        for (String name : BASHS_OWN) {
            String value = environment.get(name);
            if (value != null) {
                command.add(name + "=" + (name.equals("SHLVL") ? oneLess(value) : value));
            }
        }
        return command;
    }

    /** The loop's last command in a subshell replaces it, and such a bash counts itself as no deeper (5.0 and later). */
    private static String oneLess(String level) {
        try {
            return Integer.toString(Math.max(0, Integer.parseInt(level) - 1));
        } catch (NumberFormatException asBashTakesIt) {
            return level;
        }
    }

    /** Where the process is started for a script in {@code folder}: there, if the JVM can say so. */
    static Path startsIn(Path folder) {
        return Ascii.is(folder.toString()) ? folder : Path.of("/");
    }

    /** Whether the wrapper's process gets this variable from the agent. */
    static boolean inherited(String name) {
        return !BASHS_OWN.contains(name);
    }
}
