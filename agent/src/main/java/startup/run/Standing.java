package startup.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import startup.base.Event;
import startup.base.Events;
import startup.plan.Manifest;
import startup.plan.ModuleDigest;
import startup.plan.Plan;
import startup.plan.PlannedModule;

/**
 * Which modules of a plan need not run any more: those that have ended in this run, and those that are unchanged since
 * an earlier one. A module for every boot that succeeded on another boot runs again.
 */
public final class Standing {
    private final RunHistory history;
    private final Freshness freshness;
    private final Successes successes;
    private final Map<String, ModuleDigest> digests;
    private final Events events;
    private final String boot = BootId.current();

    /** Of a run with that history; a module without a digest runs. */
    public Standing(
            RunHistory history,
            Freshness freshness,
            Successes successes,
            Map<String, ModuleDigest> digests,
            Events events) {
        this.history = history;
        this.freshness = freshness;
        this.successes = successes;
        this.digests = digests;
        this.events = events;
    }

    /** Their results, in the plan's order. */
    public List<ModuleResult> of(Plan plan) {
        List<ModuleResult> results = new ArrayList<>();
        for (PlannedModule module : plan.modules()) {
            ModuleHistory its = history.module(module.name());
            Optional<ModuleResult> ended = its.result().filter(result -> !isOfAnotherBoot(module, its));
            if (ended.isPresent()) {
                results.add(ended.get());
            } else if (its.attempts() == 0 && isUnchanged(module)) {
                results.add(new ModuleResult.Unchanged(module.name()));
            }
        }
        return results;
    }

    private boolean isOfAnotherBoot(PlannedModule module, ModuleHistory history) {
        return module.manifestOrDefaults().when() == Manifest.When.EVERY_BOOT
                && history.result().filter(ModuleResult::opensTheWay).isPresent()
                && !BootId.same(history.endedOnBoot(), boot);
    }

    private boolean isUnchanged(PlannedModule module) {
        ModuleDigest digest = digests.get(module.name());
        if (digest == null) {
            return false;
        }
        Freshness.Decision decision = freshness.of(module, digest, successes.of(module.name()));
        if (!decision.run()) {
            events.emit(Event.ofModule(
                    Event.Level.INFO,
                    "module.unchanged",
                    module.name(),
                    0,
                    "Module " + module.name() + " does not run again: " + decision.because()));
        }
        return !decision.run();
    }
}
