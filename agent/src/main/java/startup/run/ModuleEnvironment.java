package startup.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import startup.plan.Manifest;
import startup.plan.PlannedModule;

/**
 * The environment of modules: what the agent was given, less what was meant for the agent alone, and what tells a module
 * where it is. Source: DESIGN, "Environment".
 */
public final class ModuleEnvironment {
    private static final String MODULE = "STARTUP_MODULE";
    private static final String ATTEMPT = "STARTUP_ATTEMPT";
    private static final String RUN = "STARTUP_RUN_ID";
    private static final String BUNDLE_FOLDER = "STARTUP_BUNDLE_DIR";
    private static final String OPTIONS = "STARTUP_OPT_";

    /** They change every JVM, so what suited the agent would hit the module's own. */
    private static final Set<String> OPTIONS_OF_JVMS =
            Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "OPENJ9_JAVA_OPTIONS", "IBM_JAVA_OPTIONS");

    private final Map<String, String> given = new LinkedHashMap<>();
    private final Map<String, String> metadata;
    private final Map<String, String> added;
    private final RunId run;
    private final Path bundle;

    /**
     * The parts that are the same for all modules; of two values for a name the later one below wins.
     *
     * @param given the agent's own environment, as it was before the agent changed anything in it
     * @param keySources names of variables that served as a key source
     * @param home for {@code HOME}, if that was not given
     * @param metadata what the machine's metadata tells
     * @param added what the operator adds, with {@code --env}; wins over a manifest too
     * @param bundle the folder of the modules
     */
    public ModuleEnvironment(
            Map<String, String> given,
            Set<String> keySources,
            Path home,
            Map<String, String> metadata,
            Map<String, String> added,
            RunId run,
            Path bundle) {
        this.given.put("HOME", home.toString());
        this.given.putAll(given);
        this.given.keySet().removeIf(name -> keySources.contains(name) || isForTheAgent(name));
        this.metadata = Map.copyOf(metadata);
        this.added = Map.copyOf(added);
        this.run = run;
        this.bundle = bundle;
    }

    private static boolean isForTheAgent(String name) {
        return name.startsWith(OPTIONS) || OPTIONS_OF_JVMS.contains(name);
    }

    /** All variables of one attempt, {@code PWD} and {@code OLDPWD} as after the loop's {@code cd}. */
    Map<String, String> of(PlannedModule module, int attempt) {
        Map<String, String> variables = new LinkedHashMap<>(given);
        variables.putAll(metadata);
        variables.putAll(module.manifest().map(Manifest::env).orElse(Map.of()));
        variables.putAll(added);
        variables.put("PWD", Ascii.decoded(module.folder()));
        variables.put("OLDPWD", Ascii.decoded(bundle));
        variables.put(MODULE, module.name());
        variables.put(ATTEMPT, Integer.toString(attempt));
        variables.put(BUNDLE_FOLDER, Ascii.decoded(bundle));
        variables.put(RUN, run.toString());
        return variables;
    }

    /** The number of the attempt that these are the variables of. */
    static int attempt(Map<String, String> variables) {
        return Integer.parseInt(variables.getOrDefault(ATTEMPT, "0"));
    }

    /** The variables that, all together, only the processes of that one attempt have. */
    static List<String> mark(Map<String, String> variables) {
        return mark(
                String.valueOf(variables.get(RUN)),
                String.valueOf(variables.get(MODULE)),
                String.valueOf(variables.get(ATTEMPT)));
    }

    /** Likewise, of an attempt of another agent. */
    static List<String> mark(RunId run, String module, int attempt) {
        return mark(run.toString(), module, Integer.toString(attempt));
    }

    private static List<String> mark(String run, String module, String attempt) {
        return List.of(RUN + "=" + run, MODULE + "=" + module, ATTEMPT + "=" + attempt);
    }
}
