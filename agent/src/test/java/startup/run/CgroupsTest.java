package startup.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CgroupsTest {
    @TempDir
    Path folder;

    private RunId run;

    @BeforeEach
    void setUp() {
        run = RunId.at(Instant.EPOCH, new Random(folder.toString().hashCode()));
    }

    /** A machine as {@code /proc} tells of it. */
    private Path proc(String cgroup, String mounts) throws IOException {
        Files.createDirectories(folder.resolve("self"));
        Files.writeString(folder.resolve("self/cgroup"), cgroup);
        Files.writeString(folder.resolve("self/mountinfo"), mounts);
        return folder;
    }

    private String mount(String name, String root, String type) throws IOException {
        Files.createDirectories(folder.resolve(name));
        return "41 31 0:38 " + root + " " + folder.resolve(name) + " rw,relatime shared:9 - " + type + "\n";
    }

    @Test
    void theOwnFolderIsFoundBesideVersion1() throws Exception {
        Path own = Files.createDirectories(folder.resolve("unified/system.slice/a b"));
        Path proc = proc(
                "4:memory:/elsewhere\n0::/system.slice/a b\n",
                mount("memory", "/", "cgroup cgroup rw,memory") + mount("unified", "/", "cgroup2 cgroup2 rw"));

        assertThat(OwnCgroup.ofVersion2(proc)).contains(new OwnCgroup(folder.resolve("unified"), own));
    }

    @Test
    void aContainerThatSeesAPartOfTheHierarchyIsInThatPart() throws Exception {
        Path own = Files.createDirectories(folder.resolve("fs/inner"));
        Path proc = proc("0::/docker/abc/inner\n", mount("fs", "/docker/abc", "cgroup2 cgroup rw,nsdelegate"));

        assertThat(OwnCgroup.ofVersion2(proc).map(OwnCgroup::folder)).contains(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0::/gone\n", "0::/../above\n", "4:memory:/\n", "10::/\n"})
    void whereTheOwnFolderIsNotToBeSeenThereIsNone(String cgroup) throws Exception {
        Path proc = proc(cgroup, mount("unified", "/", "cgroup2 cgroup2 rw"));

        assertThat(OwnCgroup.ofVersion2(proc)).isEmpty();
    }

    @Test
    void withoutVersion2NoCgroupIsMade() throws Exception {
        Path proc = proc("4:memory:/\n0::/\n", mount("memory", "/", "cgroup cgroup rw,memory"));
        Cgroups cgroups = new Cgroups(proc, run);

        assertThat(cgroups.create("a", 1)).isEqualTo(Optional.empty());
        assertThat(cgroups.find("a", 1)).isEqualTo(Optional.empty());
        cgroups.remove();
        assertThat(folder.resolve("memory")).isEmptyDirectory();
    }

    @Test
    void whereTheFolderCannotBeWrittenNoCgroupIsMade() throws Exception {
        Path proc = proc("0::/\n", mount("unified", "/", "cgroup2 cgroup2 rw"));
        Files.createFile(folder.resolve("unified/startup-agent-" + run)); // in the way, for root may write anywhere

        assertThat(new Cgroups(proc, run).create("a", 1)).isEqualTo(Optional.empty());
    }

    @Test
    void anotherAgentInAnotherPlaceFindsAnAttemptByItsNumbersAlone() throws Exception {
        Files.createDirectories(folder.resolve("unified/user.slice/one"));
        Files.createDirectories(folder.resolve("unified/two"));
        String mounts = mount("unified", "/", "cgroup2 cgroup2 rw");
        String odd = "\u00e9 /" + "x".repeat(250);
        Cgroup made = new Cgroups(proc("0::/user.slice/one\n", mounts), run)
                .create(odd, 7)
                .orElseThrow();
        assertThat(String.valueOf(made.folder().getFileName()).length()).isLessThanOrEqualTo(255);

        Cgroups later = new Cgroups(proc("0::/two\n", mounts), run);

        assertThat(later.find(odd, 7).map(Cgroup::procs)).contains(made.procs());
        assertThat(later.find(odd, 6)).isEqualTo(Optional.empty());
        assertThat(new Cgroups(folder, RunId.at(Instant.EPOCH, new Random(2))).find(odd, 7))
                .isEqualTo(Optional.empty());
        later.remove();
        assertThat(folder.resolve("unified/user.slice/one")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory.events", "memory.oom_control", "vmstat"})
    void aDeathByKillWhileMemoryRanOutIsProbablyBecauseOfIt(String counted) throws Exception {
        Path proc = proc(
                "4:memory:/v1\n0::/v2\n",
                mount("memory", "/", "cgroup cgroup rw,memory") + mount("unified", "/", "cgroup2 cgroup2 rw"));
        Files.createDirectories(folder.resolve("memory/v1"));
        Files.createDirectories(folder.resolve("unified/v2"));
        Path file = switch (counted) {
            case "memory.events" -> folder.resolve("unified/v2/memory.events");
            case "memory.oom_control" -> folder.resolve("memory/v1/memory.oom_control");
            default -> folder.resolve("vmstat");
        };
        Files.writeString(folder.resolve("vmstat"), "oom_kill 1\n");
        Files.writeString(file, "low 0\noom 3\noom_kill 3\noom_group_kill 0\n");
        OomWatch watch = new Cgroups(proc, run).watch();
        Ending killed = new Ending(137, true);
        assertThat(watch.explain(killed)).isEqualTo(killed);

        Files.writeString(file, "low 0\noom 4\noom_kill 4\noom_group_kill 0\n");

        assertThat(watch.explain(killed).inWords()).isEqualTo("killed by SIGKILL, probably out of memory");
        assertThat(watch.explain(new Ending(137, false)).inWords())
                .isEqualTo("exit status 137 (a command was killed by SIGKILL, probably out of memory)");
        assertThat(watch.explain(new Ending(139, true)).inWords()).isEqualTo("killed by SIGSEGV");
        assertThat(watch.explain(new Ending(1, false)).inWords()).isEqualTo("exit status 1");
        assertThat(new Cgroups(proc, run).watch().explain(killed).inWords()).isEqualTo("killed by SIGKILL");
    }

    @Test
    void whereNobodyCountsADeathByKillIsJustThat() throws Exception {
        Path proc = proc("", "");

        assertThat(new Cgroups(proc, run).watch().explain(new Ending(137, true)).inWords())
                .isEqualTo("killed by SIGKILL");
    }

    @Test
    void aSignalWithoutANameIsToldByItsNumber() {
        assertThat(new Ending(128 + 34, true).inWords()).isEqualTo("killed by signal 34");
        assertThat(new Ending(128 + 31, true).inWords()).isEqualTo("killed by SIGSYS");
    }

    @Test
    void whoCannotJoinRunsAllTheSame() throws Exception {
        Bench bench = new Bench(Files.createDirectories(folder.resolve("bench")));
        bench.onFailure = OnFailure.CONTINUE;
        bench.bare("a", "echo hello").bare("b", "exit 7").bare("c", "kill -SEGV $$");
        bench.proc = proc("0::/\n", mount("unified", "/", "cgroup2 cgroup2 rw")); // a folder where no cgroup is
        Files.createDirectories(folder.resolve("unified/startup-agent-" + RunnerMain.runOf(bench.bundle()))
                .resolve("a.1/cgroup.procs"));

        List<ModuleResult> results = bench.run();

        assertThat(results.get(0)).isInstanceOf(ModuleResult.Succeeded.class);
        assertThat(((ModuleResult.Failed) results.get(1)).because()).isEqualTo("start-up.sh: exit status 7");
        assertThat(((ModuleResult.Failed) results.get(2)).because()).isEqualTo("start-up.sh: killed by SIGSEGV");
        assertThat(bench.output()).containsExactly("hello");
    }

    /** With cgroups of this machine. */
    @Nested
    class Real {
        private Cgroups cgroups;
        private Cgroup cgroup;

        @BeforeEach
        void setUp() {
            CgroupsHere.need();
            cgroups = Cgroups.of(run);
            cgroup = cgroups.create("a", 1).orElseThrow();
        }

        /** A shell that joined, and a child of it that went into a cgroup below. */
        private Process start() throws Exception {
            Process shell = new ProcessBuilder(
                            "bash",
                            "-c",
                            "echo 0 > $0/cgroup.procs; mkdir $0/sub; (echo 0 > $0/sub/cgroup.procs; exec sleep 1000) &"
                                    + " until grep -q . $0/sub/cgroup.procs; do sleep 0.01; done; echo; wait",
                            cgroup.folder().toString())
                    .start();
            assertThat(shell.getInputStream().read()).isEqualTo('\n');
            return shell;
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void killReachesAllOfItAndNothingElse(boolean byTheKernel) throws Exception {
            Process other = new ProcessBuilder("sleep", "1000").start();
            try {
                Process shell = start();
                List<ProcessHandle> children = shell.descendants().toList();
                assertThat(cgroup.members()).hasSize(2).contains(shell.pid()).doesNotContain(other.pid());
                assertThat(cgroup.remove()).isFalse();

                if (byTheKernel) {
                    cgroup.kill();
                } else {
                    cgroup.freezeAndKill();
                }

                assertThat(shell.waitFor()).isEqualTo(137);
                for (ProcessHandle child : children) {
                    child.onExit().join();
                }
                assertThat(cgroup.members()).isEmpty();
                assertThat(other.isAlive()).isTrue();
            } finally {
                other.destroyForcibly();
            }
            cgroups.remove();
            assertThat(cgroup.folder().getParent()).doesNotExist();
        }

        @Test
        void whoseProcessesLiveStaysAfterTheRun() throws Exception {
            Process shell = start();
            cgroups.create("b", 1);

            cgroups.remove();

            assertThat(shell.isAlive()).isTrue();
            assertThat(cgroup.procs()).exists();
            assertThat(cgroup.folder().resolveSibling("b.1")).doesNotExist();
            List<ProcessHandle> children = shell.descendants().toList();
            cgroup.kill();
            shell.waitFor();
            children.forEach(child -> child.onExit().join());
            cgroups.remove();
        }

        @Test
        void whatIsKilledIsNoLongerThere() throws Exception {
            cgroups.remove();

            cgroup.kill();

            assertThat(cgroup.members()).isEmpty();
            assertThat(cgroup.remove()).isTrue();
            assertThat(Files.exists(cgroup.procs())).isFalse();
        }
    }
}
