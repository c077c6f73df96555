package startup.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import startup.base.AtomicFile;
import startup.base.Event;
import startup.base.Events;
import startup.base.Json;
import startup.plan.ModuleDigest;

/**
 * The last success of each module, {@code modules/NAME.json} of the state folder, where the name is an
 * {@link Ascii#fileName}:
 *
 * <pre>{"version":1,"module":"redis","digest":"9c01…","run":"ID","at":"2026-11-22T10:15:09.120Z","boot":"UUID"}</pre>
 *
 * <p>To run a module once too often is better than never again: what cannot be read counts as no success.
 */
public final class Successes {
    private static final int VERSION = 1;
    private static final String SUFFIX = ".json";

    /** For the suffix, and for the name that {@link AtomicFile} writes under first. */
    private static final int LEFT = 16;

    private static final int MOST_BYTES = 64 * 1024;

    private final Path folder;
    private final Events events;

    /**
     * Those of one machine.
     *
     * @param folder exists
     */
    public Successes(Path folder, Events events) {
        this.folder = folder;
        this.events = events;
    }

    /** The last one of that module; a damaged file is none, and an event says so. */
    public Optional<Success> of(String module) {
        try (var bytes = Files.newInputStream(file(module))) {
            return Optional.of(parse(module, new String(bytes.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException damaged) {
            events.emit(Event.ofModule(
                    Event.Level.WARN,
                    "module.success-unreadable",
                    module,
                    0,
                    "Module " + module + " counts as never run: " + file(module) + " was not read: "
                            + damaged.getMessage()));
            return Optional.empty();
        }
    }

    /** Returns when it is on disk. */
    public void record(Success success) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", VERSION);
        fields.put("module", success.module());
        fields.put("digest", success.digest().hex());
        fields.put("run", success.run());
        fields.put("at", success.at().toString());
        fields.put("boot", success.boot());
        AtomicFile.write(file(success.module()), (Json.write(fields) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Success parse(String module, String json) throws IOException {
        JournalFields fields = JournalFields.parse(json);
        if (fields.integer("version") != VERSION) {
            throw new IOException("it is of version " + fields.integer("version"));
        }
        if (!fields.text("module").equals(module)) {
            throw new IOException("it is of another module");
        }
        ModuleDigest digest =
                ModuleDigest.parse(fields.text("digest")).orElseThrow(() -> new IOException("its digest is none"));
        return new Success(module, digest, fields.text("run"), fields.instant("at"), fields.text("boot"));
    }

    private Path file(String module) {
        return folder.resolve(Ascii.fileName(module, LEFT) + SUFFIX);
    }
}
