package startup.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import startup.base.Events;
import startup.plan.ModuleDigest;
import startup.plan.ModuleDigests;
import startup.plan.Plan;
import startup.plan.PlannedModule;
import startup.run.BootId;
import startup.run.Freshness;
import startup.run.Rerun;
import startup.run.Successes;

/** Which modules a boot of this machine would leave as they are, and why. It looks at the state and changes nothing. */
final class Outlook {
    private final Path successes;
    private final boolean fromDirectory;
    private final Rerun rerun;
    private final Events events;

    /** @param successes the folder of the last successes; it need not exist */
    Outlook(Path successes, boolean fromDirectory, Rerun rerun, Events events) {
        this.successes = successes;
        this.fromDirectory = fromDirectory;
        this.rerun = rerun;
        this.events = events;
    }

    /**
     * The modules that are unchanged, by name, each with a clause that says since when.
     *
     * @param bundle as for {@link ModuleDigests#of}
     * @param whole the plan of all modules
     * @throws startup.base.AgentException exit status 2 if {@code --rerun} names what is not in the plan
     */
    Map<String, String> unchanged(Path bundle, Plan whole) throws IOException {
        rerun.requireKnown(whole);
        Map<String, String> unchanged = new HashMap<>();
        if (fromDirectory || !Files.isDirectory(successes)) {
            return unchanged; // everything runs, and nothing need be read to know it
        }
        Freshness freshness = new Freshness(BootId.current(), false, rerun);
        Successes last = new Successes(successes, events);
        Map<String, ModuleDigest> digests = ModuleDigests.of(bundle, whole);
        for (PlannedModule module : whole.modules()) {
            Optional.ofNullable(digests.get(module.name()))
                    .map(digest -> freshness.of(module, digest, last.of(module.name())))
                    .filter(decision -> !decision.run())
                    .ifPresent(decision -> unchanged.put(module.name(), decision.because()));
        }
        return unchanged;
    }
}
