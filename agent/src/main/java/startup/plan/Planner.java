package startup.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import startup.base.AgentException;

/** Reads the modules of a folder, checks what their manifests say, and puts them in order. */
public final class Planner {
    private final Optional<Duration> defaultTimeout;

    /** @param defaultTimeout the limit of an attempt whose module states none; empty if nobody set one */
    public Planner(Optional<Duration> defaultTimeout) {
        this.defaultTimeout = defaultTimeout;
    }

    /**
     * The plan of all modules in a folder.
     *
     * @throws AgentException exit status 2 with all that is wrong at once; 15 if the folder cannot be read
     */
    public Plan plan(Path moduleFolder) throws AgentException {
        Path folder = moduleFolder.toAbsolutePath();
        Problems problems = new Problems();
        List<PlannedModule> modules = read(folder, problems);
        if (modules.isEmpty()) {
            throw ModuleFolder.noModule(folder);
        }
        Graph graph = new StatedEdges(modules, numbers(modules, problems), problems).graph();
        problems.throwIfAny(
                "The bundle's modules make no plan",
                "Nothing has been run: correct the modules, and look at the outcome with: agent plan BUNDLE");
        new ImpliedEdges(graph, unordered(modules)).add();
        return new Plan(folder, Ordering.of(modules, graph));
    }

    /** The modules in the order of their names. */
    private List<PlannedModule> read(Path folder, Problems problems) throws AgentException {
        TreeMap<ModuleName, Path> found = new TreeMap<>();
        for (Path module : ModuleListing.of(folder)) {
            found.put(ModuleName.of(module), module);
        }
        List<PlannedModule> modules = new ArrayList<>(found.size());
        for (Map.Entry<ModuleName, Path> entry : found.entrySet()) {
            String name = entry.getKey().toString();
            check(entry.getKey(), entry.getValue(), problems);
            modules.add(module(name, entry.getValue(), manifest(name, entry.getValue(), problems)));
        }
        return modules;
    }

    private static void check(ModuleName name, Path module, Problems problems) {
        Optional<String> fault = name.fault();
        if (fault.isPresent()) {
            problems.add("the name of module " + ManifestProblems.quoted(name.toString()) + " " + fault.get());
        }
        if (Files.isDirectory(module.resolve(ModuleListing.SCRIPT))) {
            problems.add(ManifestProblems.quoted(name + "/" + ModuleListing.SCRIPT) + " is a folder, not a script");
        }
    }

    private static Optional<Manifest> manifest(String name, Path module, Problems problems) {
        ManifestProblems its = new ManifestProblems(problems, name);
        Optional<String> text = ManifestFile.read(module, its);
        return text.isPresent() ? Optional.of(new ManifestReader(its).read(text.get())) : Optional.empty();
    }

    private PlannedModule module(String name, Path folder, Optional<Manifest> manifest) {
        Optional<Duration> timeout = manifest.isPresent() ? manifest.get().timeout() : Optional.empty();
        if (timeout.isEmpty()) {
            timeout = defaultTimeout;
        }
        if (timeout.isEmpty() && manifest.isPresent()) {
            timeout = Optional.of(Manifest.DEFAULT_TIMEOUT);
        }
        return new PlannedModule(name, folder, manifest, List.of(), timeout);
    }

    private static Map<String, Integer> numbers(List<PlannedModule> modules, Problems problems) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < modules.size(); i++) {
            String name = modules.get(i).name();
            if (numbers.putIfAbsent(name, i) != null) {
                problems.add("two modules whose names cannot be told apart: " + ManifestProblems.quoted(name));
            }
        }
        return numbers;
    }

    private static BitSet unordered(List<PlannedModule> modules) {
        BitSet unordered = new BitSet(modules.size());
        for (int i = 0; i < modules.size(); i++) {
            unordered.set(i, !modules.get(i).statesOrder());
        }
        return unordered;
    }
}
