package startup.run;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads back what {@link RecordWriter} wrote. What it does not know, another version of the agent wrote: it refuses with
 * an {@link IOException} that says what is strange, for to guess would be to run a module twice or not at all.
 */
final class RecordReader {
    /** Stands in the first record; another number is another agent's. */
    static final int FORMAT = 1;

    private final JournalFields fields;

    private RecordReader(JournalFields fields) {
        this.fields = fields;
    }

    static JournalRecord read(String json) throws IOException {
        return new RecordReader(JournalFields.parse(json)).record();
    }

    private JournalRecord record() throws IOException {
        String kind = fields.text("record");
        return switch (kind) {
            case "run-begun" -> begun();
            case "bundle-arrived" -> arrived();
            case "bundle-synced" -> new JournalRecord.BundleSynced();
            case "planned" -> planned();
            case "attempt-starting" -> new JournalRecord.AttemptStarting(module(), attempt(), fields.text("boot"));
            case "attempt-started" -> new JournalRecord.AttemptStarted(module(), attempt(), process());
            case "attempt-ended" -> attemptEnded();
            case "module-ended" -> new JournalRecord.ModuleEnded(result());
            case "reboot-asked" -> new JournalRecord.RebootAsked(module(), attempt(), fields.integer("count"));
            case "rebooting" -> new JournalRecord.Rebooting();
            case "reboot-commanded" -> new JournalRecord.RebootCommanded();
            case "resumed" -> new JournalRecord.Resumed(fields.text("boot"), fields.number("pid"));
            case "interrupted" -> new JournalRecord.Interrupted(fields.text("signal"));
            case "run-ended" -> new JournalRecord.RunEnded(fields.text("verdict"), fields.integer("exit"));
            default -> throw new IOException("it is of a kind that this agent does not know, '" + kind + "'");
        };
    }

    private JournalRecord begun() throws IOException {
        if (fields.integer("format") != FORMAT) {
            throw new IOException("it is of format " + fields.integer("format") + ", and this agent reads " + FORMAT);
        }
        Map<String, List<String>> options = new LinkedHashMap<>();
        JournalFields stated = fields.object("options");
        for (String name : stated.names()) {
            options.put(name, stated.texts(name));
        }
        return new JournalRecord.RunBegun(
                fields.text("run"),
                fields.text("bundle"),
                fields.text("day"),
                fields.instant("started"),
                fields.textIfAny("instance"),
                fields.textIfAny("machine"),
                fields.text("boot"),
                fields.text("agent"),
                options,
                fields.texts("key_sources"));
    }

    private JournalRecord arrived() throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        JournalFields stated = fields.object("facts");
        for (String name : stated.names()) {
            facts.put(name, stated.text(name));
        }
        return new JournalRecord.BundleArrived(fields.textIfAny("sha256"), path(fields.text("folder")), facts);
    }

    private JournalRecord planned() throws IOException {
        List<JournalRecord.Planned.Module> modules = new ArrayList<>();
        for (JournalFields module : fields.objects("modules")) {
            modules.add(new JournalRecord.Planned.Module(module.text("module"), module.text("digest")));
        }
        return new JournalRecord.Planned(modules);
    }

    private JournalRecord attemptEnded() throws IOException {
        return new JournalRecord.AttemptEnded(
                module(), attempt(), kind(fields.text("kind")), fields.integer("exit"), duration("took_ms"));
    }

    private ModuleResult result() throws IOException {
        String result = fields.text("result");
        int attempts = fields.integer("attempts");
        Duration took = duration("took_ms");
        return switch (result) {
            case "succeeded" -> new ModuleResult.Succeeded(module(), attempts, took);
            case "failed" ->
                new ModuleResult.Failed(module(), attempts, took, fields.integer("exit"), fields.text("because"));
            case "timed_out" -> new ModuleResult.TimedOut(module(), attempts, took, duration("limit_ms"));
            case "skipped" -> new ModuleResult.Skipped(module(), fields.text("because"));
            case "unchanged" -> new ModuleResult.Unchanged(module());
            default -> throw new IOException("it has a result that this agent does not know, '" + result + "'");
        };
    }

    private ProcessName process() throws IOException {
        return new ProcessName(fields.number("pid"), fields.number("tick"), fields.text("boot"));
    }

    private String module() throws IOException {
        return fields.text("module");
    }

    private int attempt() throws IOException {
        return fields.integer("attempt");
    }

    private Duration duration(String name) throws IOException {
        return Duration.ofMillis(fields.number(name));
    }

    private static AttemptKind kind(String word) throws IOException {
        try {
            return AttemptKind.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IOException("it ends an attempt in a way that this agent does not know, '" + word + "'", unknown);
        }
    }

    private static Path path(String escaped) throws IOException {
        try {
            return Path.of(URI.create("file://" + escaped));
        } catch (IllegalArgumentException noPath) {
            throw new IOException("its folder is no path: '" + escaped + "'", noPath);
        }
    }
}
