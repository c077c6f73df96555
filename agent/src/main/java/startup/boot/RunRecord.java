package startup.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;
import startup.base.AtomicFile;
import startup.base.ExitStatus;
import startup.log.CloudFacts;
import startup.log.EventSink;
import startup.log.LoggedEvent;
import startup.log.Redactor;
import startup.plan.Plan;
import startup.plan.PlannedModule;
import startup.report.VerdictDocument;
import startup.run.ModuleResult;
import startup.run.RunFolder;
import startup.run.Runner;
import startup.run.Verdict;

/**
 * Keeps {@code verdict.json} true from a run's first moment to its last: {@code status} can be asked at any time, and a
 * run that dies has left more than nothing. It is also told the run's events, to see when a module's state changes.
 */
final class RunRecord implements EventSink {
    /** After these, {@code status} has something else to say. */
    private static final Set<String> TURNS =
            Set.of("module.started", "module.attempted", "module.finished", "module.failed");

    /** Bytes: the verdict of some hundreds of modules. */
    private static final int RESERVE = 64 * 1024;

    private final RunFolder run;
    private final Supplier<Optional<CloudFacts>> cloud;
    private final InstantSource wallClock;
    private final Redactor redactor;
    private final Instant started;
    private final Seldom shown;
    private boolean closed;
    private VerdictDocument.Bundle bundle;
    private @Nullable Plan plan;
    private @Nullable Runner runner;

    private RunRecord(
            RunFolder run,
            String url,
            Instant started,
            Supplier<Optional<CloudFacts>> cloud,
            Machine machine,
            Redactor redactor) {
        this.run = run;
        this.cloud = cloud;
        this.wallClock = machine.wallClock();
        this.shown = new Seldom(this::show, machine.ticker());
        this.redactor = redactor;
        this.started = started;
        this.bundle = new VerdictDocument.Bundle(url, null, null, List.of());
    }

    /** Begins it on disk, with the verdict {@code running}, or goes on with it as another agent left it. */
    static RunRecord begin(
            RunFolder run,
            String url,
            Instant started,
            Supplier<Optional<CloudFacts>> cloud,
            Machine machine,
            Redactor redactor)
            throws IOException {
        RunRecord begun = new RunRecord(run, url, started, cloud, machine, redactor);
        if (!Files.exists(run.verdict())) {
            AtomicFile.write(run.verdict(), bytes(begun.document(null, null, null)));
        }
        AtomicFile.show(run.reserve(), new byte[RESERVE]);
        return begun;
    }

    /** The verdict that another agent gave before it was gone, if it did. */
    Optional<VerdictDocument> given() {
        return onDisk().filter(left -> !left.isRunning());
    }

    /** What is shown while modules run is not synced: a loss of power may leave nothing of it, and the journal counts. */
    private Optional<VerdictDocument> onDisk() {
        try {
            return Optional.of(VerdictDocument.parse(Files.readString(run.verdict())));
        } catch (IOException torn) {
            return Optional.empty();
        }
    }

    synchronized void arrived(BundleFacts facts) {
        bundle = new VerdictDocument.Bundle(
                facts.url(), facts.sha256().orElse(null), facts.sealed().orElse(null), facts.proof());
    }

    synchronized void planned(Plan modules) {
        plan = modules;
    }

    /** Whether modules have been started, or could have been. */
    synchronized boolean isRunning() {
        return runner != null;
    }

    synchronized void running(Runner running) {
        runner = running;
    }

    /** The modules have run. */
    synchronized VerdictDocument ended(Verdict verdict) throws IOException {
        return close(document(verdict, verdict.exitStatus(), decidingFailure()));
    }

    /** The run ended before its modules could run. */
    synchronized VerdictDocument failed(AgentException failure) throws IOException {
        return close(document(Verdict.FAILED, failure.status(), failure.getMessage()));
    }

    /** Nobody goes on with it; what an earlier agent wrote of its modules stays. */
    synchronized VerdictDocument givenUp(AgentException failure) throws IOException {
        VerdictDocument left = onDisk().orElseGet(() -> document(null, null, null));
        String why = redactor.redact(String.valueOf(failure.getMessage()));
        return close(left.givenUp(failure.status(), why, wallClock.instant()));
    }

    /** It goes on after a reboot. */
    synchronized VerdictDocument pausing() throws IOException {
        return write(document(null, null, null));
    }

    /** A signal stopped it: the verdict stays open. */
    synchronized VerdictDocument interrupted(ExitStatus signal) throws IOException {
        VerdictDocument now = document(null, null, null);
        VerdictDocument open = runner == null ? onDisk().orElse(now) : now;
        return write(open.interruptedBy(signal == ExitStatus.INTERRUPTED ? "SIGINT" : "SIGTERM"));
    }

    /** It has ended, but its log is still here. */
    synchronized VerdictDocument undelivered(VerdictDocument verdict) {
        VerdictDocument kept = verdict.isOk() ? verdict.exitingWith(ExitStatus.LOG_UNDELIVERED) : verdict;
        try {
            return write(kept);
        } catch (IOException diskFull) {
            return kept; // the verdict itself is on disk
        }
    }

    /** Nobody goes on with a run that has its verdict. */
    private VerdictDocument close(VerdictDocument verdict) throws IOException {
        write(verdict);
        Files.deleteIfExists(run.prints());
        Files.deleteIfExists(run.reserve());
        return verdict;
    }

    private VerdictDocument write(VerdictDocument document) throws IOException {
        closed = true;
        try {
            AtomicFile.write(run.verdict(), bytes(document));
        } catch (IOException diskFull) {
            if (!Files.deleteIfExists(run.reserve())) {
                throw diskFull;
            }
            AtomicFile.write(run.verdict(), bytes(document));
        }
        return document;
    }

    private static byte[] bytes(VerdictDocument document) {
        return (document.toJson() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private VerdictDocument document(@Nullable Verdict verdict, @Nullable ExitStatus exit, @Nullable String cause) {
        return new VerdictDocument(
                        run.id().toString(),
                        verdict == null ? VerdictDocument.RUNNING : verdict.word(),
                        exit == null ? null : Integer.valueOf(exit.code()),
                        null,
                        started,
                        verdict == null ? null : wallClock.instant(),
                        cloud.get().map(CloudFacts::instanceId).orElse(null),
                        bundle,
                        cause,
                        modules())
                .redacted(redactor);
    }

    private List<VerdictDocument.Module> modules() {
        List<VerdictDocument.Module> modules = new ArrayList<>();
        if (plan != null) {
            // before the results: what ends between the two has one, and that counts
            Map<String, Integer> underWay = runner == null ? Map.of() : runner.underWay();
            Map<String, Integer> putOff = runner == null ? Map.of() : runner.putOff();
            Map<String, ModuleResult> results = results();
            for (PlannedModule module : plan.modules()) {
                ModuleResult result = results.get(module.name());
                modules.add(
                        result == null
                                ? unfinished(module.name(), underWay, putOff)
                                : VerdictDocument.Module.of(result));
            }
        }
        return modules;
    }

    private static VerdictDocument.Module unfinished(
            String name, Map<String, Integer> underWay, Map<String, Integer> putOff) {
        Integer attempt = underWay.get(name);
        return attempt == null
                ? VerdictDocument.Module.pending(name, putOff.getOrDefault(name, 0))
                : VerdictDocument.Module.running(name, attempt);
    }

    private Map<String, ModuleResult> results() {
        Map<String, ModuleResult> results = new HashMap<>();
        if (runner != null) {
            for (ModuleResult result : runner.results()) {
                results.put(result.module(), result);
            }
        }
        return results;
    }

    /** The failure that decided the verdict: the first of an essential module, else the first. */
    private @Nullable String decidingFailure() {
        String first = null;
        Map<String, ModuleResult> results = results();
        for (PlannedModule module : plan == null ? List.<PlannedModule>of() : plan.modules()) {
            ModuleResult result = results.get(module.name());
            if (result != null && result.isFailure()) {
                String cause =
                        module.name() + ": " + VerdictDocument.Module.of(result).because();
                if (module.essential()) {
                    return cause;
                }
                first = first == null ? cause : first;
            }
        }
        return first;
    }

    @Override
    public void accept(LoggedEvent logged) {
        if (TURNS.contains(logged.event().action())) {
            shown.ask();
        }
    }

    private synchronized void show() {
        try {
            if (!closed) {
                AtomicFile.show(run.verdict(), bytes(document(null, null, null)));
            }
        } catch (IOException notShown) {
            // the next state is shown, or the verdict fails aloud
        }
    }

    @Override
    public boolean flush() {
        return true;
    }

    @Override
    public void close() {}
}
