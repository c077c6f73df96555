package startup.run;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import startup.base.ExitStatus;
import startup.plan.Plan;
import startup.plan.PlannedModule;

/** What a run comes to, in one word. */
public enum Verdict {
    OK(ExitStatus.OK),
    /** Only modules that are not essential failed. */
    DEGRADED(ExitStatus.DEGRADED),
    /** An essential module failed, or did not run because another failed. */
    FAILED(ExitStatus.MODULE_FAILED);

    private final ExitStatus exitStatus;

    Verdict(ExitStatus exitStatus) {
        this.exitStatus = exitStatus;
    }

    /** Of all modules of the plan; one that has no result counts as not run. */
    public static Verdict of(Plan plan, List<ModuleResult> results) {
        Set<String> succeeded = new HashSet<>();
        for (ModuleResult result : results) {
            if (result.opensTheWay()) {
                succeeded.add(result.module());
            }
        }
        Verdict worst = OK;
        for (PlannedModule module : plan.modules()) {
            if (!succeeded.contains(module.name())) {
                worst = module.essential() ? FAILED : worst == OK ? DEGRADED : worst;
            }
        }
        return worst;
    }

    public ExitStatus exitStatus() {
        return exitStatus;
    }

    /** As it stands in {@code verdict.json}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
