package startup.report;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import startup.base.HumanDuration;
import startup.base.Json;
import startup.log.UtcMillis;
import startup.run.ModuleResult;

/**
 * A run in one document: {@code verdict.json} in its folder, and what {@code status} shows. Source: DESIGN, "Plan,
 * verdict, event".
 *
 * @param verdict {@code running}, {@code ok}, {@code degraded} or {@code failed}
 * @param exit the exit status of the run's agent; null while it runs
 * @param interrupted the signal that stopped the agent before there was a verdict, as {@code SIGTERM}
 * @param ended null while it runs
 * @param instance the instance id, where metadata told it
 * @param cause one line: the failure that decided the verdict
 */
public record VerdictDocument(
        String run,
        String verdict,
        @Nullable Integer exit,
        @Nullable String interrupted,
        Instant started,
        @Nullable Instant ended,
        @Nullable String instance,
        Bundle bundle,
        @Nullable String cause,
        List<Module> modules) {
    /** The verdict of a run that has none yet. */
    public static final String RUNNING = "running";

    private static final int VERSION = 1;

    /** What was run; null is what is not known, or does not apply. */
    public record Bundle(String url, @Nullable String sha256, @Nullable String sealed, List<String> proof) {}

    /**
     * One module.
     *
     * @param result pending, running, succeeded, failed, timed_out, skipped or unchanged
     * @param exit of its last attempt, where that says something
     */
    public record Module(
            String name,
            String result,
            int attempts,
            @Nullable Integer exit,
            long durationMillis,
            @Nullable String because) {
        /** One that has not ended. */
        public static Module unfinished(String name, boolean underWay) {
            return new Module(name, underWay ? RUNNING : "pending", 0, null, 0, null);
        }

        public static Module of(ModuleResult result) {
            return new Module(
                    result.module(),
                    word(result),
                    result.attempts(),
                    exit(result),
                    result.took().toMillis(),
                    because(result));
        }

        private static String word(ModuleResult result) {
            if (result instanceof ModuleResult.Succeeded) {
                return "succeeded";
            }
            if (result instanceof ModuleResult.Failed) {
                return "failed";
            }
            if (result instanceof ModuleResult.TimedOut) {
                return "timed_out";
            }
            return result instanceof ModuleResult.Skipped ? "skipped" : "unchanged";
        }

        private static @Nullable Integer exit(ModuleResult result) {
            if (result instanceof ModuleResult.Failed failed) {
                return failed.exit();
            }
            return result instanceof ModuleResult.Succeeded ? Integer.valueOf(0) : null;
        }

        private static @Nullable String because(ModuleResult result) {
            if (result instanceof ModuleResult.Failed failed) {
                return failed.because();
            }
            if (result instanceof ModuleResult.TimedOut timedOut) {
                return "it came to its time limit of " + HumanDuration.format(timedOut.limit());
            }
            return result instanceof ModuleResult.Skipped skipped ? skipped.because() : null;
        }
    }

    /** The same, with the signal that stopped its agent. */
    public VerdictDocument interruptedBy(String signal) {
        return new VerdictDocument(
                run, verdict, exit, signal, started, ended, instance, bundle, cause, modules);
    }

    public boolean isRunning() {
        return verdict.equals(RUNNING);
    }

    /** One line, without a line end. */
    public String toJson() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("version", VERSION);
        tree.put("run", run);
        tree.put("verdict", verdict);
        tree.put("exit", exit);
        tree.put("interrupted", interrupted);
        tree.put("started", UtcMillis.format(started));
        tree.put("ended", ended == null ? null : UtcMillis.format(ended));
        tree.put("instance", instance);
        tree.put("bundle", tree(bundle));
        tree.put("cause", cause);
        List<Object> list = new ArrayList<>();
        for (Module module : modules) {
            list.add(tree(module));
        }
        tree.put("modules", list);
        return Json.write(tree);
    }

    private static Map<String, @Nullable Object> tree(Bundle bundle) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("url", bundle.url());
        tree.put("sha256", bundle.sha256());
        tree.put("sealed", bundle.sealed());
        tree.put("proof", bundle.proof());
        return tree;
    }

    private static Map<String, @Nullable Object> tree(Module module) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("name", module.name());
        tree.put("result", module.result());
        tree.put("attempts", module.attempts());
        tree.put("exit", module.exit());
        tree.put("duration_ms", module.durationMillis());
        tree.put("because", module.because());
        return tree;
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws IOException if it is not such a document
     */
    public static VerdictDocument parse(String json) throws IOException {
        return new VerdictReader(json).read();
    }
}
