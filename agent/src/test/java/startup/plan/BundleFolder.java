package startup.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import startup.base.AgentException;

/** A folder of modules on disk, filled by a test. */
final class BundleFolder {
    private final Path folder;

    BundleFolder(Path folder) {
        this.folder = folder;
    }

    /** A module without a manifest. */
    BundleFolder module(String name) throws IOException {
        Path module = Files.createDirectories(folder.resolve(name));
        Files.writeString(module.resolve("start-up.sh"), "true\n");
        return this;
    }

    BundleFolder module(String name, String manifest) throws IOException {
        module(name);
        Files.writeString(folder.resolve(name).resolve("module.yaml"), manifest);
        return this;
    }

    Plan plan() throws AgentException {
        return new Planner(Optional.empty()).plan(folder);
    }

    static List<String> names(Plan plan) {
        List<String> names = new ArrayList<>();
        plan.modules().forEach(module -> names.add(module.name()));
        return names;
    }

    static PlannedModule named(Plan plan, String name) {
        return plan.modules().stream()
                .filter(module -> module.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
