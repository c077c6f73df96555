package startup.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * Finds the folder of the modules in an unpacked bundle: its root, or else its one top folder that holds modules. Links to
 * folders count as folders, and two names of one folder as one. Source: DESIGN, "Words".
 *
 * <p>One case goes beyond that page: if {@code start-up-bundle} holds modules and the root does too, because something
 * lies beside it or because it has a {@code start-up.sh} of its own, then it is {@code start-up-bundle}. The pipeline
 * that this agent replaces did {@code cd start-up-bundle}, and its bundles are to run the same modules.
 */
public final class ModuleFolder {
    private static final String BY_CUSTOM = "start-up-bundle";

    private ModuleFolder() {}

    /**
     * The folder of the modules, absolute.
     *
     * @throws AgentException exit status 2 if there is no module at all, or if two top folders hold modules
     */
    public static Path find(Path bundle) throws AgentException {
        Path root = bundle.toAbsolutePath();
        if (!ModuleListing.of(root).isEmpty()) {
            Path byCustom = root.resolve(BY_CUSTOM);
            return ModuleListing.of(byCustom).isEmpty() ? root : byCustom;
        }
        List<Path> candidates = new ArrayList<>();
        Set<Path> seen = new HashSet<>();
        List<Path> entries = ModuleListing.visible(root);
        Collections.sort(entries);
        for (Path entry : entries) {
            if (!ModuleListing.of(entry).isEmpty() && seen.add(realPath(entry))) {
                candidates.add(entry);
            }
        }
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        throw candidates.isEmpty() ? noModule(root) : ambiguous(candidates);
    }

    private static Path realPath(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException unknown) {
            return folder;
        }
    }

    /** What an empty bundle is refused with. */
    static AgentException noModule(Path folder) {
        boolean scriptWithoutModule = Files.exists(folder.resolve(ModuleListing.SCRIPT));
        return new AgentException(
                ExitStatus.USAGE,
                "The bundle has no module at all",
                scriptWithoutModule
                        ? "it has a start-up.sh, but in no module's folder"
                        : "neither its root nor a top folder of it holds a folder with a start-up.sh",
                "Put each start-up.sh into a folder of its own, by custom start-up-bundle/NAME/start-up.sh");
    }

    private static AgentException ambiguous(List<Path> candidates) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < candidates.size(); i++) {
            names.append(i == 0 ? "" : i == candidates.size() - 1 ? " and " : ", ")
                    .append(ModuleName.of(candidates.get(i)));
        }
        return new AgentException(
                ExitStatus.USAGE,
                "It is not clear which modules of the bundle to run",
                "more than one top folder holds modules: " + names,
                "Keep one of them in the bundle, by custom start-up-bundle");
    }
}
