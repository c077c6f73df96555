package startup.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import startup.base.Json;

/** A plan for other systems. Source: DESIGN, "Plan, verdict, event". */
public final class PlanJson {
    private static final int VERSION = 1;

    private final Map<String, @Nullable Object> bundle = new LinkedHashMap<>();

    /**
     * The JSON of plans of one bundle.
     *
     * @param url the bundle's location as it may be shown: without a query, which may be a secret
     * @param sha256 the digest of the bytes as fetched, in hex; null for a directory
     * @param sealed what it is sealed with: {@code openssl} or {@code age}; null if it is not
     */
    public PlanJson(String url, @Nullable String sha256, @Nullable String sealed) {
        bundle.put("url", url);
        bundle.put("sha256", sha256);
        bundle.put("sealed", sealed);
    }

    /**
     * One line, without a line end.
     *
     * @param runs whether a module would be run, rather than left as it is because nothing changed
     */
    public String write(Plan plan, Predicate<PlannedModule> runs) {
        List<Object> modules = new ArrayList<>();
        for (PlannedModule module : plan.modules()) {
            modules.add(tree(module, runs.test(module)));
        }
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("version", VERSION);
        tree.put("bundle", bundle);
        tree.put("modules", modules);
        return Json.write(tree);
    }

    private static Map<String, @Nullable Object> tree(PlannedModule module, boolean run) {
        Manifest manifest = module.manifestOrDefaults();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("name", module.name());
        tree.put("requires", module.requires());
        tree.put("after", module.after());
        tree.put("waits_for", module.waitsFor());
        tree.put("locks", manifest.locks());
        tree.put("essential", manifest.essential());
        tree.put("timeout_ms", module.timeout().map(Duration::toMillis).orElse(null));
        tree.put("retry", tree(manifest.retry()));
        tree.put("when", manifest.when().word());
        tree.put("run", run);
        return tree;
    }

    private static Map<String, Object> tree(Manifest.Retry retry) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("attempts", retry.attempts());
        tree.put("backoff_ms", retry.backoff().toMillis());
        tree.put("max_ms", retry.max().toMillis());
        return tree;
    }
}
