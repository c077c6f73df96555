package startup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.RealTools;

/** A real kill by the kernel: the agent and its modules have a memory cgroup of their own, with less than they ask for. */
class OutOfMemoryIT {
    /** Of version 1, else of 2 where its root hands the controller down; prints the folder. */
    private static final String LIMIT = """
            for root in /sys/fs/cgroup/memory /sys/fs/cgroup; do
              folder=$root/start-up-agent-test-$$
              mkdir "$folder" 2>/dev/null || continue
              if { echo 0 >"$folder/memory.swappiness" && echo 400m >"$folder/memory.limit_in_bytes"; } ||
                { echo 0 >"$folder/memory.swap.max" && echo 400m >"$folder/memory.max"; }; then
                printf %s "$folder"; exit
              fi 2>/dev/null
              rmdir "$folder"
            done
            exit 1
            """;

    @TempDir
    Path folder;

    @Test
    void aModuleThatTheKernelKillsForWantOfMemoryIsSaidToHaveDiedOfThat() throws Exception {
        RealTools.need("bash", "tar");
        Shell shell = new Shell(folder);
        Shell.Result made = shell.attempt(LIMIT);
        Assumptions.assumeTrue(made.exit() == 0, "no memory cgroup can be made and limited here; that takes root");
        BundleFolder bundle = new BundleFolder(Files.createDirectory(folder.resolve("work")));
        bundle.module("greedy", "echo 1000 > /proc/self/oom_score_adj; a=x; while :; do a=$a$a; done\n");
        AgentJar agent = new AgentJar(folder)
                .jvm("-Xmx64m")
                .behind("bash", "-c", "echo $$ > \"$0/cgroup.procs\"; exec \"$@\"", made.output());
        try {
            AgentJar.Outcome outcome = agent.run("--bundle", bundle.tar().toString());

            assertThat(outcome.exit()).as(outcome.all()).isEqualTo(10);
            assertThat(outcome.out()).contains("greedy: start-up.sh: killed by SIGKILL, probably out of memory");
        } finally {
            shell.run("until rmdir \"$1\"; do sleep 0.05; done 2>/dev/null", made.output());
        }
    }
}
