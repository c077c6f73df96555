package startup.run;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import startup.base.Json;

/** A JSON object by its fields' names. What is missing or of the wrong kind is an {@link IOException} that names it. */
final class JournalFields {
    private final Map<?, ?> object;

    private JournalFields(Map<?, ?> object) {
        this.object = object;
    }

    static JournalFields parse(String json) throws IOException {
        return of(Json.parse(json), "document");
    }

    private static JournalFields of(@Nullable Object value, String name) throws IOException {
        if (value instanceof Map<?, ?> object) {
            return new JournalFields(object);
        }
        throw wrong(name);
    }

    /** In the order in which they are written. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        object.keySet().forEach(name -> names.add(String.valueOf(name)));
        return names;
    }

    String text(String name) throws IOException {
        return text(object.get(name), name);
    }

    /** Empty for null, and for a field that is not there. */
    Optional<String> textIfAny(String name) throws IOException {
        return object.get(name) == null ? Optional.empty() : Optional.of(text(name));
    }

    long number(String name) throws IOException {
        if (object.get(name) instanceof Long number) {
            return number;
        }
        throw wrong(name);
    }

    int integer(String name) throws IOException {
        long number = number(name);
        if (number != (int) number) {
            throw wrong(name);
        }
        return (int) number;
    }

    Instant instant(String name) throws IOException {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeParseException noTime) {
            throw new IOException("'" + name + "' is no time", noTime);
        }
    }

    JournalFields object(String name) throws IOException {
        return of(object.get(name), name);
    }

    List<JournalFields> objects(String name) throws IOException {
        List<JournalFields> objects = new ArrayList<>();
        for (Object each : list(name)) {
            objects.add(of(each, name));
        }
        return objects;
    }

    List<String> texts(String name) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Object each : list(name)) {
            texts.add(text(each, name));
        }
        return texts;
    }

    private List<?> list(String name) throws IOException {
        if (object.get(name) instanceof List<?> list) {
            return list;
        }
        throw wrong(name);
    }

    private static String text(@Nullable Object value, String name) throws IOException {
        if (value instanceof String text) {
            return text;
        }
        throw wrong(name);
    }

    private static IOException wrong(String name) {
        return new IOException("its field '" + name + "' is missing or of the wrong kind");
    }
}
