package startup.run;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;

/** The cgroups of this machine, for tests that need real ones: where none can be made such a test is skipped and says so. */
final class CgroupsHere {
    private CgroupsHere() {}

    static void need() {
        Cgroups cgroups = Cgroups.of(RunId.at(Instant.EPOCH, new Random(1)));
        try {
            Optional<Cgroup> cgroup = cgroups.create("trial", 1);
            Assumptions.assumeTrue(cgroup.isPresent(), "no cgroup can be made below this process's own");
        } finally {
            cgroups.remove();
        }
    }
}
