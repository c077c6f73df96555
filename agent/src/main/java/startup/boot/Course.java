package startup.boot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.fetch.Location;
import startup.plan.Manifest;
import startup.plan.ModuleDigest;
import startup.plan.ModuleDigests;
import startup.plan.ModuleFolder;
import startup.plan.Plan;
import startup.plan.PlannedModule;
import startup.plan.Planner;
import startup.plan.Selection;
import startup.run.JournalRecord;

/**
 * What a run is to do.
 *
 * @param plan of the modules that were chosen
 * @param digests of their contents before any of them ran; empty for a bundle that is a directory, which has none
 */
record Course(Plan plan, Map<String, ModuleDigest> digests) {
    /** Of a new run. */
    static Course of(Bundle bundle, Planner planner, BootOrder order) throws IOException {
        Plan whole = planner.plan(ModuleFolder.find(bundle.folder()));
        order.rerun().requireKnown(whole);
        boolean withDigests = !(order.bundle() instanceof Location.Directory);
        Map<String, ModuleDigest> digests = withDigests ? ModuleDigests.of(bundle.folder(), whole) : Map.of();
        return new Course(order.selection().apply(whole), digests);
    }

    /**
     * Of a run that an earlier agent planned: modules may have changed the bundle since, so the digests of then count.
     *
     * @throws AgentException if it is not the same modules any more
     */
    static Course goOn(Bundle bundle, Planner planner, Selection selection, JournalRecord.Planned planned)
            throws IOException {
        Plan plan = selection.apply(planner.plan(ModuleFolder.find(bundle.folder())));
        Map<String, ModuleDigest> digests = new LinkedHashMap<>();
        for (JournalRecord.Planned.Module module : planned.modules()) {
            ModuleDigest.parse(module.digest()).ifPresent(digest -> digests.put(module.name(), digest));
        }
        if (!names(plan)
                .equals(planned.modules().stream()
                        .map(JournalRecord.Planned.Module::name)
                        .toList())) {
            throw new AgentException(
                    ExitStatus.NOT_PROVEN,
                    "The run cannot go on",
                    "the bundle has other modules than when the run began",
                    "Boot the bundle again, as a new run");
        }
        return new Course(plan, digests);
    }

    /** Whether the next boot of the machine has something to run. */
    boolean hasEveryBoot() {
        for (PlannedModule module : plan.modules()) {
            if (module.manifestOrDefaults().when() == Manifest.When.EVERY_BOOT) {
                return true;
            }
        }
        return false;
    }

    private static List<String> names(Plan plan) {
        List<String> names = new ArrayList<>();
        for (PlannedModule module : plan.modules()) {
            names.add(module.name());
        }
        return names;
    }

    JournalRecord.Planned record() {
        List<JournalRecord.Planned.Module> modules = new ArrayList<>();
        for (String name : names(plan)) {
            String digest = Optional.ofNullable(digests.get(name))
                    .map(ModuleDigest::hex)
                    .orElse("");
            modules.add(new JournalRecord.Planned.Module(name, digest));
        }
        return new JournalRecord.Planned(modules);
    }
}
