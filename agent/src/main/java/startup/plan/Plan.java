package startup.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The modules of one bundle in an order in which they may run one by one: among ready modules the first by name is
 * first.
 *
 * @param folder the folder that holds the modules, absolute
 */
public record Plan(Path folder, List<PlannedModule> modules) {
    public Plan {
        modules = List.copyOf(modules);
    }

    /** The modules in the order of their names. */
    public List<PlannedModule> byName() {
        List<PlannedModule> sorted = new ArrayList<>(modules);
        sorted.sort(Comparator.comparing(module -> ModuleName.of(module.folder())));
        return sorted;
    }
}
