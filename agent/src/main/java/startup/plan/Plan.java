package startup.plan;

import java.nio.file.Path;
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
}
