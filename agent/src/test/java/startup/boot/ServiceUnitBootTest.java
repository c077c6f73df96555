package startup.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.RealTools;
import startup.base.RecordedEvents;

/**
 * The unit in the hands of the real systemd, which is booted as process 1 of namespaces of its own, with no other unit
 * than this one and the targets it names. In place of the agent is a script, which ends as a test says.
 */
class ServiceUnitBootTest {
    private static final Path SYSTEMD = Path.of("/lib/systemd/systemd");

    /** What systemd itself asks for, and what the unit does. */
    private static final List<String> TARGETS =
            List.of("sysinit", "basic", "shutdown", "network-online", "multi-user", "emergency", "rescue");

    /** A start of the agent: {@code endings} has how each one ends, a line each. */
    private static final String AGENT = """
            n=$(($(cat count 2>/dev/null || echo 0) + 1))
            echo $n >count
            case $(sed -n ${n}p endings) in
              killed) kill -KILL $$ ;;
              removed)
                setsid sh daemon.sh $$ </dev/null >/dev/null 2>&1 &
                mkdir -p /run/systemd/system
                mv etc/startup-agent.service "$1"
                rm etc/multi-user.target.wants/startup-agent.service
                systemctl daemon-reload
                exit 0 ;;
              *)
                setsid sh daemon.sh $$ </dev/null >/dev/null 2>&1 &
                exit $(sed -n ${n}p endings) ;;
            esac
            """;

    /** What a module left behind: when the agent and its service have ended it tells how, if it is still there to do so. */
    private static final String DAEMON = """
            tail --pid=$1 -f /dev/null
            while state=$(systemctl show -p ActiveState --value startup-agent.service); [ "$state" = active ]; do :; done
            case $state in
              activating) ;;
              *) systemctl stop startup-agent.service; echo "$(cat count) $state" >told ;;
            esac
            """;

    /** In namespaces of its own for mounts; makes those of systemd, and cleans up. */
    private static final String OUTER = """
            place=startup-agent-test-$$
            mkdir cgroups && mount --make-rprivate / && mount -t tmpfs tmpfs cgroups || exit 9
            mkdir cgroups/unified cgroups/systemd
            mount -t cgroup2 cgroup2 cgroups/unified || exit 9
            grep -q name=systemd: /proc/self/cgroup && mount -t cgroup -o none,name=systemd cgroup cgroups/systemd
            mkfifo told
            set -m
            (
              for each in unified systemd; do
                mkdir cgroups/$each/$place && echo $BASHPID >cgroups/$each/$place/cgroup.procs
              done 2>/dev/null
              unshare --pid --fork --mount --uts --ipc --net --cgroup --mount-proc --kill-child sh inner.sh
              echo 'not booted' >told
            ) &
            read -r told <told
            kill -KILL -- -$!
            wait
            for try in {1..1000}; do # until the kernel is through with those that were killed
              find cgroups/*/$place -depth -type d -exec rmdir {} + && break
            done 2>/dev/null
            echo "$told"
            """;

    private static final String INNER = """
            mount -t tmpfs tmpfs /run && umount -R /sys/fs/cgroup || exit 9
            if grep -q name=systemd: /proc/self/cgroup; then
              mount -t tmpfs tmpfs /sys/fs/cgroup
              mkdir /sys/fs/cgroup/systemd /sys/fs/cgroup/unified
              mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd
              mount -t cgroup2 cgroup2 /sys/fs/cgroup/unified || exit 9
            else
              mount -t cgroup2 cgroup2 /sys/fs/cgroup || exit 9
            fi
            : >console
            mount --bind console /dev/console
            exec env -i container=other PATH="$PATH" SYSTEMD_UNIT_PATH="$PWD/etc:/run/systemd/system" \\
              /lib/systemd/systemd --unit=multi-user.target --log-target=console --show-status=0
            """;

    @TempDir
    Path folder;

    private Path units = Path.of("/");

    @BeforeEach
    void aMachineWithTheUnit() throws IOException {
        RealTools.need("unshare", "systemctl", "setsid", "tail");
        Assumptions.assumeTrue(Systemd.isRoot() && Files.isExecutable(SYSTEMD), "root boots systemd");
        units = Files.createDirectory(folder.resolve("etc"));
        for (String target : TARGETS) {
            Files.writeString(units.resolve(target + ".target"), "[Unit]\nDefaultDependencies=no\nAllowIsolate=yes\n");
        }
        Files.writeString(folder.resolve("agent.sh"), AGENT);
        Files.writeString(folder.resolve("daemon.sh"), DAEMON);
        Files.writeString(folder.resolve("inner.sh"), INNER);
        String agent = "cd '" + folder + "' && exec sh agent.sh \"$0\"";
        new ServiceUnit(units, folder.resolve("run"), new RecordedEvents())
                .install(List.of("/bin/sh", "-c", agent, "/run/systemd/system"), folder);
    }

    /** How often the agent was started, and the state of its service when what it left behind has outlived it. */
    private String boot(String... endings) throws Exception {
        Files.writeString(folder.resolve("endings"), String.join("\n", endings) + "\n");
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder("unshare", "--mount", "bash", "-c", OUTER)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String told = Files.readString(output).strip();
        Assumptions.assumeFalse(process.waitFor() == 9 || told.endsWith("not booted"), "no systemd here: " + told);
        return told.lines().reduce("", (first, last) -> last);
    }

    @Test
    void theNextBootStartsItAndACrashDoesSoAgainAndWhatModulesLeftBehindLivesOn() throws Exception {
        assertThat(boot("killed", "3", "0")).isEqualTo("3 inactive");
    }

    @Test
    void anAgentThatEndedWithAVerdictIsNotStartedAgain() throws Exception {
        assertThat(boot("10")).isEqualTo("1 failed");
    }

    @Test
    void aRebootThatWasAskedForIsNoFailure() throws Exception {
        assertThat(boot("17")).isEqualTo("1 inactive");
    }

    @Test
    void whatModulesLeftBehindOutlivesTheUnitThoughSystemdReadsItsUnitsAnew() throws Exception {
        assertThat(boot("removed")).isEqualTo("1 inactive");
    }
}
