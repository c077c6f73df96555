package startup.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import startup.base.Json;

/** A {@link JournalRecord} as JSON; {@link RecordReader} is its way back. Durations are in milliseconds. */
final class RecordWriter {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    private RecordWriter() {}

    /** One line, without a line end. {@code at} is for people: no decision hangs on a young machine's clock. */
    static String write(JournalRecord record, Instant at) {
        RecordWriter writer = new RecordWriter();
        writer.put("at", at);
        if (record instanceof JournalRecord.OfModule ofModule) {
            writer.ofModule(ofModule);
        } else {
            writer.ofRun(record);
        }
        return Json.write(writer.fields);
    }

    private void ofRun(JournalRecord record) {
        if (record instanceof JournalRecord.RunBegun begun) {
            put("record", "run-begun");
            begun(begun);
        } else if (record instanceof JournalRecord.BundleArrived arrived) {
            put("record", "bundle-arrived");
            arrived(arrived);
        } else if (record instanceof JournalRecord.BundleSynced) {
            put("record", "bundle-synced");
        } else if (record instanceof JournalRecord.Planned planned) {
            put("record", "planned");
            put("modules", modules(planned));
        } else if (record instanceof JournalRecord.Rebooting) {
            put("record", "rebooting");
        } else if (record instanceof JournalRecord.RebootCommanded) {
            put("record", "reboot-commanded");
        } else if (record instanceof JournalRecord.Resumed resumed) {
            put("record", "resumed");
            put("boot", resumed.boot());
            put("pid", resumed.pid());
        } else if (record instanceof JournalRecord.Interrupted interrupted) {
            put("record", "interrupted");
            put("signal", interrupted.signal());
        } else if (record instanceof JournalRecord.RunEnded ended) {
            put("record", "run-ended");
            put("verdict", ended.verdict());
            put("exit", ended.exit());
        } else {
            throw new IllegalArgumentException("a record that is not written: " + record);
        }
    }

    private void ofModule(JournalRecord.OfModule record) {
        if (record instanceof JournalRecord.AttemptStarting starting) {
            attempt("attempt-starting", starting.module(), starting.attempt());
            put("boot", starting.boot());
        } else if (record instanceof JournalRecord.AttemptStarted started) {
            attempt("attempt-started", started.module(), started.attempt());
            put("boot", started.process().boot());
            put("pid", started.process().pid());
            put("tick", started.process().started());
        } else if (record instanceof JournalRecord.AttemptEnded ended) {
            attempt("attempt-ended", ended.module(), ended.attempt());
            put("kind", ended.kind().word());
            put("exit", ended.exit());
            put("took_ms", ended.took().toMillis());
        } else if (record instanceof JournalRecord.RebootAsked asked) {
            attempt("reboot-asked", asked.module(), asked.attempt());
            put("count", asked.count());
        } else if (record instanceof JournalRecord.ModuleEnded ended) {
            put("record", "module-ended");
            result(ended.result());
        } else {
            throw new IllegalArgumentException("a record that is not written: " + record);
        }
    }

    private void begun(JournalRecord.RunBegun begun) {
        put("format", RecordReader.FORMAT);
        put("run", begun.run());
        put("bundle", begun.bundle());
        put("day", begun.day());
        put("started", begun.started());
        put("instance", begun.instance());
        put("machine", begun.machine());
        put("boot", begun.boot());
        put("agent", begun.agent());
        put("options", begun.options());
        put("key_sources", begun.keySources());
    }

    private void arrived(JournalRecord.BundleArrived arrived) {
        put("sha256", arrived.sha256());
        put("folder", escaped(arrived.folder()));
        put("facts", arrived.facts());
    }

    private static List<Object> modules(JournalRecord.Planned planned) {
        List<Object> modules = new ArrayList<>();
        for (JournalRecord.Planned.Module module : planned.modules()) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("module", module.name());
            fields.put("digest", module.digest());
            modules.add(fields);
        }
        return modules;
    }

    private void attempt(String kind, String module, int attempt) {
        put("record", kind);
        put("module", module);
        put("attempt", attempt);
    }

    private void result(ModuleResult result) {
        put("module", result.module());
        put("attempts", result.attempts());
        put("took_ms", result.took().toMillis());
        if (result instanceof ModuleResult.Succeeded) {
            put("result", "succeeded");
        } else if (result instanceof ModuleResult.Failed failed) {
            put("result", "failed");
            put("exit", failed.exit());
            put("because", failed.because());
        } else if (result instanceof ModuleResult.TimedOut timedOut) {
            put("result", "timed_out");
            put("limit_ms", timedOut.limit().toMillis());
        } else if (result instanceof ModuleResult.Skipped skipped) {
            put("result", "skipped");
            put("because", skipped.because());
        } else if (result instanceof ModuleResult.Unchanged) {
            put("result", "unchanged");
        } else {
            throw new IllegalArgumentException("a result that is not written: " + result);
        }
    }

    private void put(String name, Object value) {
        fields.put(name, value instanceof Instant instant ? instant.toString() : value);
    }

    private void put(String name, Optional<String> value) {
        fields.put(name, value.orElse(null));
    }

    /** The bytes of a path as the escapes of its URI, which are the same in every locale. */
    private static String escaped(Path folder) {
        return folder.toAbsolutePath().toUri().getRawPath();
    }
}
