package startup.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A module in its place in the order.
 *
 * @param name the name of its folder
 * @param folder its folder, absolute
 * @param manifest empty if it has no {@code module.yaml}: then it is run as the bash loop ran it
 * @param waitsFor names of all modules that must have ended before it starts, the implied ones too, without what follows
 *     from others; in the order of names
 * @param timeout the limit of one attempt, its check included; empty for none
 */
public record PlannedModule(
        String name, Path folder, Optional<Manifest> manifest, List<String> waitsFor, Optional<Duration> timeout) {
    public PlannedModule {
        waitsFor = List.copyOf(waitsFor);
    }

    /** The modules that must have succeeded before it starts. */
    public List<String> requires() {
        return manifest.flatMap(Manifest::requires).orElse(List.of());
    }

    /** The modules that must have ended before it starts, if they are there at all. */
    public List<String> after() {
        return manifest.flatMap(Manifest::after).orElse(List.of());
    }

    /** Whether its failure fails the run. */
    public boolean essential() {
        return manifest.map(Manifest::essential).orElse(true);
    }

    /** What the manifest says or, where there is none, what it would say if it were empty. */
    public Manifest manifestOrDefaults() {
        return manifest.orElse(Manifest.DEFAULTS);
    }

    boolean statesOrder() {
        return manifest.isPresent() && manifest.get().statesOrder();
    }

    /** The same module with another list of what it requires. */
    PlannedModule requiring(List<String> others) {
        return new PlannedModule(name, folder, manifest.map(its -> its.requiring(others)), waitsFor, timeout);
    }

    PlannedModule waitingFor(List<String> others) {
        return new PlannedModule(name, folder, manifest, others, timeout);
    }
}
