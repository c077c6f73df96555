package startup.report;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import startup.base.Json;

/** Reads back what {@link VerdictDocument} wrote, and refuses what is something else. */
final class VerdictReader {
    private final @Nullable Object document;

    VerdictReader(String text) throws IOException {
        this.document = Json.parse(text);
    }

    VerdictDocument read() throws IOException {
        Map<?, ?> top = object(document, "document");
        if (!Long.valueOf(VerdictDocument.VERSION).equals(top.get("version"))) {
            throw new IOException("the verdict is of version " + top.get("version") + ", which this agent cannot read");
        }
        String ended = textOrNull(top, "ended");
        return new VerdictDocument(
                text(top, "run"),
                text(top, "verdict"),
                exit(top),
                textOrNull(top, "interrupted"),
                instant(text(top, "started")),
                ended == null ? null : instant(ended),
                textOrNull(top, "instance"),
                bundle(object(top.get("bundle"), "bundle")),
                textOrNull(top, "cause"),
                modules(list(top, "modules")));
    }

    private static VerdictDocument.Bundle bundle(Map<?, ?> bundle) throws IOException {
        List<String> proof = new ArrayList<>();
        for (Object each : list(bundle, "proof")) {
            proof.add(String.valueOf(each));
        }
        return new VerdictDocument.Bundle(
                text(bundle, "url"), textOrNull(bundle, "sha256"), textOrNull(bundle, "sealed"), proof);
    }

    private static List<VerdictDocument.Module> modules(List<?> list) throws IOException {
        List<VerdictDocument.Module> modules = new ArrayList<>();
        for (Object each : list) {
            Map<?, ?> module = object(each, "modules");
            modules.add(new VerdictDocument.Module(
                    text(module, "name"),
                    text(module, "result"),
                    (int) number(module, "attempts"),
                    exit(module),
                    number(module, "duration_ms"),
                    textOrNull(module, "because")));
        }
        return modules;
    }

    private static Instant instant(String text) throws IOException {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException noTime) {
            throw new IOException("the verdict has no time: " + text, noTime);
        }
    }

    private static @Nullable Integer exit(Map<?, ?> from) throws IOException {
        return from.get("exit") == null ? null : Integer.valueOf((int) number(from, "exit"));
    }

    private static long number(Map<?, ?> from, String name) throws IOException {
        if (from.get(name) instanceof Long number && number >= 0) {
            return number;
        }
        throw wrong(name);
    }

    private static String text(Map<?, ?> from, String name) throws IOException {
        if (from.get(name) instanceof String text) {
            return text;
        }
        throw wrong(name);
    }

    private static @Nullable String textOrNull(Map<?, ?> from, String name) throws IOException {
        return from.get(name) == null ? null : text(from, name);
    }

    private static List<?> list(Map<?, ?> from, String name) throws IOException {
        if (from.get(name) instanceof List<?> list) {
            return list;
        }
        throw wrong(name);
    }

    private static Map<?, ?> object(@Nullable Object value, String name) throws IOException {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw wrong(name);
    }

    private static IOException wrong(String name) {
        return new IOException("this is no verdict: '" + name + "' is missing or of the wrong kind");
    }
}
