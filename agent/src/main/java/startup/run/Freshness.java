package startup.run;

import java.util.Optional;
import startup.plan.Manifest;
import startup.plan.ModuleDigest;
import startup.plan.PlannedModule;

/**
 * Decides whether a module is to run, or is unchanged since its last success on this machine. Source: DESIGN,
 * "module.yaml", {@code once}. Where something is not known, it is to run.
 */
public final class Freshness {
    private final String boot;
    private final boolean fromDirectory;
    private final Rerun rerun;

    /**
     * What goes for all modules of a run.
     *
     * @param boot as {@link BootId#current}
     * @param fromDirectory whether the bundle is a directory, which somebody is working on
     */
    public Freshness(String boot, boolean fromDirectory, Rerun rerun) {
        this.boot = boot;
        this.fromDirectory = fromDirectory;
        this.rerun = rerun;
    }

    /**
     * What is to be done with one module.
     *
     * @param run whether it is to run; else it is unchanged, and opens the way for what requires it
     * @param because a clause for people: {@code its content has changed since it succeeded}
     */
    public record Decision(boolean run, String because) {
        private static Decision runs(String because) {
            return new Decision(true, because);
        }

        private static Decision unchanged(String because) {
            return new Decision(false, because);
        }
    }

    /** {@code every-boot} is once per boot and content: a bundle that was corrected runs at once. */
    public Decision of(PlannedModule module, ModuleDigest digest, Optional<Success> last) {
        if (rerun.asksFor(module.name())) {
            return Decision.runs("--rerun asks for it");
        }
        if (fromDirectory) {
            return Decision.runs("a bundle that is a directory always runs");
        }
        if (last.isEmpty()) {
            return Decision.runs("it has not succeeded on this machine before");
        }
        Success success = last.get();
        if (!success.digest().equals(digest)) {
            return Decision.runs("its content, or that of what it requires, has changed since it succeeded");
        }
        return module.manifestOrDefaults().when() == Manifest.When.EVERY_BOOT
                ? onThisBoot(success)
                : Decision.unchanged("it succeeded with the same content in run " + success.run());
    }

    private Decision onThisBoot(Success success) {
        return BootId.same(success.boot(), boot)
                ? Decision.unchanged("it succeeded on this boot already, in run " + success.run())
                : Decision.runs("it runs on every boot, and has not on this one");
    }
}
