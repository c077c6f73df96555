package startup.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import startup.aws.Encryption;
import startup.base.AtomicFile;
import startup.base.Json;

/**
 * How far the delivery of a run's log has come: {@code shipped.json}. It is on disk before a segment is put, so that
 * whoever puts it again, after whatever crash, puts the same bytes under the same name.
 *
 * @param place fixed when the run began, whatever clock and metadata say later
 * @param underWay the segment that is being put, or was last; all before it is delivered. An empty one has arrived
 * @param started whether the object that tells of the run's start is delivered
 * @param verdict whether the verdict is, which comes last: then nothing is left
 */
public record Shipment(
        LogDestination destination,
        Encryption encryption,
        LogLayout place,
        Segment underWay,
        boolean started,
        boolean verdict) {
    private static final long VERSION = 1;

    /** Nothing is delivered yet. */
    public static Shipment begin(LogDestination destination, Encryption encryption, LogLayout place) {
        return new Shipment(destination, encryption, place, new Segment(0, 0, 0), false, false);
    }

    Shipment withStarted() {
        return new Shipment(destination, encryption, place, underWay, true, verdict);
    }

    Shipment with(Segment next) {
        return new Shipment(destination, encryption, place, next, started, verdict);
    }

    Shipment withVerdict() {
        return new Shipment(destination, encryption, place, underWay, started, true);
    }

    /** The shipment that is kept there; empty if the run's log is delivered nowhere. */
    public static Optional<Shipment> read(Path file) throws IOException {
        try {
            return Optional.of(parse(Files.readString(file)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | DateTimeException | IllegalArgumentException damage) {
            throw new IOException(file + " is damaged. Delete it to give up what was not delivered", damage);
        }
    }

    /** Returns when it is on disk. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, (toJson() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private String toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("logs", destination.text());
        json.put("sse", encryption.algorithm().orElse(null));
        json.put("kms_key", encryption.kmsKey().orElse(null));
        json.put("instance", place.instance());
        json.put("dt", place.day().toString());
        json.put("run", place.run());
        json.put("from", underWay.from());
        json.put("to", underWay.to());
        json.put("sequence", underWay.first());
        json.put("started", started);
        json.put("verdict", verdict);
        return Json.write(json);
    }

    private static Shipment parse(String text) throws IOException {
        if (!(Json.parse(text) instanceof Map<?, ?> json)) {
            throw new IOException("it is no object");
        }
        LogDestination destination = LogDestination.parse(text(json, "logs"), Path.of("/"))
                .orElseThrow(() -> new IllegalArgumentException("no destination"));
        return new Shipment(
                destination,
                new Encryption(optional(json, "sse"), optional(json, "kms_key")),
                new LogLayout(text(json, "instance"), LocalDate.parse(text(json, "dt")), text(json, "run")),
                new Segment(number(json, "from"), number(json, "to"), number(json, "sequence")),
                Boolean.TRUE.equals(json.get("started")),
                Boolean.TRUE.equals(json.get("verdict")));
    }

    private static Optional<String> optional(Map<?, ?> json, String name) {
        return json.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static String text(Map<?, ?> json, String name) {
        return optional(json, name).orElseThrow(() -> new IllegalArgumentException("no " + name));
    }

    private static long number(Map<?, ?> json, String name) {
        if (json.get(name) instanceof Long number && number >= 0) {
            return number;
        }
        throw new IllegalArgumentException("no " + name);
    }
}
