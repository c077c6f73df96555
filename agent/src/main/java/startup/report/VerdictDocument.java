package startup.report;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import startup.base.ExitStatus;
import startup.base.HumanDuration;
import startup.base.Json;
import startup.log.Redactor;
import startup.log.UtcMillis;
import startup.run.ModuleResult;
import startup.run.Verdict;

/**
 * A run in one document: {@code verdict.json} in its folder, and what {@code status} shows. Source: DESIGN, "Plan,
 * verdict, event"; for its readers, docs/events.md.
 *
 * @param verdict {@code running}, {@code ok}, {@code degraded} or {@code failed}
 * @param exit the exit status of the run's agent; null while it runs
 * @param interrupted the signal that stopped the agent, as {@code SIGTERM}
 * @param ended null while it runs
 * @param instance the instance id, where metadata told it
 * @param cause one line: the failure that decided the verdict
 * @param modules in the order of the plan; empty before there is one
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

    static final long VERSION = 1;

    /** The reason of the module that the cause tells of is told there, and only there. */
    public VerdictDocument {
        List<Module> each = new ArrayList<>(modules.size());
        for (Module module : modules) {
            boolean told = (module.name() + ": " + module.because()).equals(cause);
            each.add(told ? module.explainedBy(null) : module);
        }
        modules = List.copyOf(each);
    }

    /** What was run; null is what is not known, or does not apply. The location has no query. */
    public record Bundle(
            String url, @Nullable String sha256, @Nullable String sealed, List<String> proof) {
        public Bundle {
            proof = List.copyOf(proof);
        }
    }

    /**
     * One module.
     *
     * @param result pending, running, succeeded, failed, timed_out, skipped or unchanged
     * @param attempts started in this run
     * @param exit of its last attempt, where that says something
     * @param durationMillis from the first attempt's start to the end, by the monotonic clock
     * @param because one clause for people: why it failed or was skipped
     */
    public record Module(
            String name,
            String result,
            int attempts,
            @Nullable Integer exit,
            long durationMillis,
            @Nullable String because) {
        /** One that has not been started, or not again after so many attempts. */
        public static Module pending(String name, int attempts) {
            return new Module(name, "pending", attempts, null, 0, null);
        }

        /** One that has not ended and is at that attempt, from 1. */
        public static Module running(String name, int attempt) {
            return new Module(name, RUNNING, attempt, null, 0, null);
        }

        /** One that has. */
        public static Module of(ModuleResult result) {
            return new Module(
                    result.module(),
                    wireName(result),
                    result.attempts(),
                    exit(result),
                    result.took().toMillis(),
                    because(result));
        }

        boolean hasEnded() {
            return !result.equals(RUNNING) && !result.equals("pending");
        }

        private Module givenUp() {
            return switch (result) {
                case RUNNING -> new Module(name, "failed", attempts, null, 0, "the run was given up while it ran");
                case "pending" -> new Module(name, "skipped", attempts, null, 0, "the run was given up");
                default -> this;
            };
        }

        private Module explainedBy(@Nullable String other) {
            return new Module(name, result, attempts, exit, durationMillis, other);
        }

        private static String wireName(ModuleResult result) {
            if (result instanceof ModuleResult.Succeeded) {
                return "succeeded";
            } else if (result instanceof ModuleResult.Failed) {
                return "failed";
            } else if (result instanceof ModuleResult.TimedOut) {
                return "timed_out";
            } else if (result instanceof ModuleResult.Skipped) {
                return "skipped";
            } else if (result instanceof ModuleResult.Unchanged) {
                return "unchanged";
            }
            throw new IllegalArgumentException("no name for " + result);
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
                return "stopped at its time limit of " + HumanDuration.format(timedOut.limit());
            }
            return result instanceof ModuleResult.Skipped skipped ? skipped.because() : null;
        }
    }

    /** The same, with the signal that stopped its agent. */
    public VerdictDocument interruptedBy(String signal) {
        return new VerdictDocument(run, verdict, exit, signal, started, ended, instance, bundle, cause, modules);
    }

    /** The same, whatever its agent exits with. */
    public VerdictDocument exitingWith(ExitStatus status) {
        return new VerdictDocument(
                run, verdict, status.code(), interrupted, started, ended, instance, bundle, cause, modules);
    }

    /** The same, of a run that nobody goes on with: what ran has failed, what did not was skipped. */
    public VerdictDocument givenUp(ExitStatus status, String why, Instant at) {
        List<Module> each = new ArrayList<>(modules.size());
        for (Module module : modules) {
            each.add(module.givenUp());
        }
        return new VerdictDocument(
                run, Verdict.FAILED.word(), status.code(), null, started, at, instance, bundle, why, each);
    }

    public boolean isOk() {
        return verdict.equals(Verdict.OK.word());
    }

    public boolean isFailed() {
        return verdict.equals(Verdict.FAILED.word());
    }

    public boolean isRunning() {
        return verdict.equals(RUNNING);
    }

    /** The same, without the secrets that a script or an error may have brought into its texts. */
    public VerdictDocument redacted(Redactor redactor) {
        List<Module> each = new ArrayList<>(modules.size());
        for (Module module : modules) {
            each.add(module.explainedBy(redact(module.because(), redactor)));
        }
        Bundle shown = new Bundle(redactor.redact(bundle.url()), bundle.sha256(), bundle.sealed(), bundle.proof());
        return new VerdictDocument(
                run, verdict, exit, interrupted, started, ended, instance, shown, redact(cause, redactor), each);
    }

    private static @Nullable String redact(@Nullable String text, Redactor redactor) {
        return text == null ? null : redactor.redact(text);
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
        List<Object> list = new ArrayList<>(modules.size());
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
     * Reads what {@link #toJson()} wrote. Names that a later version added are passed over.
     *
     * @throws IOException if it is not such a document
     */
    public static VerdictDocument parse(String json) throws IOException {
        return new VerdictReader(json).read();
    }
}
