package startup.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import startup.base.AtomicFile;
import startup.base.Json;
import startup.log.Redactor;
import startup.log.UtcMillis;

/**
 * {@code verdict.json}: what a run is doing or how it ended, for other programs. Source: DESIGN, "Plan, verdict, event";
 * for its readers, docs/events.md.
 *
 * @param verdict {@code running}, {@code ok}, {@code degraded} or {@code failed}
 * @param exit the agent's exit status; empty while it runs
 * @param interrupted the signal that stopped it, {@code SIGTERM}, else null
 * @param ended null while it runs
 * @param instance the machine, null where nobody told
 * @param cause one clause for people, null if nothing failed
 * @param modules in the order of the plan; empty before there is one
 */
public record VerdictDocument(
        String run,
        String verdict,
        OptionalInt exit,
        @Nullable String interrupted,
        Instant started,
        @Nullable Instant ended,
        @Nullable String instance,
        BundleFacts bundle,
        @Nullable String cause,
        List<ModuleState> modules) {
    /** The verdict of a run that has not ended. */
    public static final String RUNNING = "running";

    static final long VERSION = 1;

    public VerdictDocument {
        modules = List.copyOf(modules);
    }

    /** A run that has begun. */
    public static VerdictDocument running(
            String run, Instant started, @Nullable String instance, BundleFacts bundle, List<ModuleState> modules) {
        return new VerdictDocument(
                run, RUNNING, OptionalInt.empty(), null, started, null, instance, bundle, null, modules);
    }

    /** The same run when it has ended. */
    public VerdictDocument ended(
            Instant at, String verdict, int exit, @Nullable String cause, @Nullable String interrupted) {
        return new VerdictDocument(
                run, verdict, OptionalInt.of(exit), interrupted, started, at, instance, bundle, cause, modules);
    }

    /** The same run when more is known of its bundle. */
    public VerdictDocument with(BundleFacts known) {
        return new VerdictDocument(run, verdict, exit, interrupted, started, ended, instance, known, cause, modules);
    }

    /** The same run when there is a plan. */
    public VerdictDocument with(List<ModuleState> planned) {
        return new VerdictDocument(run, verdict, exit, interrupted, started, ended, instance, bundle, cause, planned);
    }

    /** The same run with one module's state replaced. */
    public VerdictDocument with(ModuleState changed) {
        List<ModuleState> states = new ArrayList<>(modules.size());
        for (ModuleState state : modules) {
            states.add(state.name().equals(changed.name()) ? changed : state);
        }
        return with(states);
    }

    /** Replaces the file, without the secrets that may have come into texts. Its folder must exist. */
    public void write(Path file, Redactor redactor) throws IOException {
        AtomicFile.write(file, (redacted(redactor).toJson() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The same run with secrets taken out of what people wrote. */
    public VerdictDocument redacted(Redactor redactor) {
        List<ModuleState> states = new ArrayList<>(modules.size());
        for (ModuleState state : modules) {
            states.add(new ModuleState(
                    state.name(),
                    state.result(),
                    state.attempts(),
                    state.exit(),
                    state.took(),
                    redact(state.because(), redactor)));
        }
        BundleFacts shown =
                new BundleFacts(redactor.redact(bundle.url()), bundle.sha256(), bundle.sealed(), bundle.proof());
        return new VerdictDocument(
                run, verdict, exit, interrupted, started, ended, instance, shown, redact(cause, redactor), states);
    }

    private static @Nullable String redact(@Nullable String text, Redactor redactor) {
        return text == null ? null : redactor.redact(text);
    }

    /** The document, on one line without a line end. */
    public String toJson() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("version", VERSION);
        document.put("run", run);
        document.put("verdict", verdict);
        document.put("exit", orNull(exit));
        document.put("interrupted", interrupted);
        document.put("started", UtcMillis.format(started));
        document.put("ended", ended == null ? null : UtcMillis.format(ended));
        document.put("instance", instance);
        document.put("bundle", tree(bundle));
        document.put("cause", cause);
        List<Object> states = new ArrayList<>(modules.size());
        for (ModuleState state : modules) {
            states.add(tree(state));
        }
        document.put("modules", states);
        return Json.write(document);
    }

    private static Object tree(BundleFacts bundle) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("url", bundle.url());
        tree.put("sha256", bundle.sha256());
        tree.put("sealed", bundle.sealed());
        tree.put("proof", bundle.proof());
        return tree;
    }

    private static Object tree(ModuleState state) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("name", state.name());
        tree.put("result", state.result().wireName());
        tree.put("attempts", state.attempts());
        tree.put("exit", orNull(state.exit()));
        tree.put("duration_ms", state.took().toMillis());
        tree.put("because", state.because());
        return tree;
    }

    private static @Nullable Object orNull(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }

    /**
     * The run that a document tells of. Names that a later version added are passed over.
     *
     * @throws IOException if it is no such document
     */
    public static VerdictDocument parse(String text) throws IOException {
        return new VerdictReader(text).read();
    }
}
