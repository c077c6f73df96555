package startup.base;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as trees of maps, lists, strings, numbers, booleans and null: all the JSON that the agent reads and writes.
 * Only the streaming half of Gson is used, for its reflective half costs a cold start.
 *
 * <p>Source: RFC 8259.
 */
public final class Json {
    /** Deeper than any document of ours; keeps a hostile one from exhausting the stack. */
    private static final int MOST_LEVELS = 64;

    private Json() {}

    /** One line, without a line end. Numbers are written as {@link Number#toString()}; a map keeps its order. */
    public static String write(@Nullable Object tree) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = new JsonWriter(text)) {
            writer.setHtmlSafe(false);
            write(writer, tree);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a StringWriter does not fail", impossible);
        }
        return text.toString();
    }

    private static void write(JsonWriter writer, @Nullable Object tree) throws IOException {
        if (tree == null) {
            writer.nullValue();
        } else if (tree instanceof Map<?, ?> map) {
            writer.beginObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                writer.name(String.valueOf(entry.getKey()));
                write(writer, entry.getValue());
            }
            writer.endObject();
        } else if (tree instanceof Iterable<?> list) {
            writer.beginArray();
            for (Object element : list) {
                write(writer, element);
            }
            writer.endArray();
        } else if (tree instanceof Number number) {
            writer.value(number);
        } else if (tree instanceof Boolean truth) {
            writer.value(truth);
        } else if (tree instanceof CharSequence text) {
            writer.value(text.toString());
        } else {
            throw new IllegalArgumentException("no JSON for " + tree.getClass());
        }
    }

    /**
     * The tree of one document: {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@code Long} for a
     * whole number, {@code Double} for another, {@code Boolean} or null.
     *
     * @throws IOException if it is not one whole JSON document
     */
    public static @Nullable Object parse(String text) throws IOException {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            Object tree = read(reader, MOST_LEVELS);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedJsonException("more than one document");
            }
            return tree;
        } catch (EOFException e) {
            throw new MalformedJsonException("the document ends early", e);
        }
    }

    private static @Nullable Object read(JsonReader reader, int levels) throws IOException {
        if (levels == 0) {
            throw new MalformedJsonException("nested deeper than " + MOST_LEVELS);
        }
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> readObject(reader, levels);
            case BEGIN_ARRAY -> readArray(reader, levels);
            case STRING -> reader.nextString();
            case NUMBER -> number(reader.nextString());
            case BOOLEAN -> reader.nextBoolean();
            case NULL -> readNull(reader);
            default -> throw new MalformedJsonException("unexpected " + reader.peek());
        };
    }

    private static @Nullable Object readNull(JsonReader reader) throws IOException {
        reader.nextNull();
        return null;
    }

    private static Map<String, @Nullable Object> readObject(JsonReader reader, int levels) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            map.put(reader.nextName(), read(reader, levels - 1));
        }
        reader.endObject();
        return map;
    }

    private static List<@Nullable Object> readArray(JsonReader reader, int levels) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            list.add(read(reader, levels - 1));
        }
        reader.endArray();
        return list;
    }

    private static Number number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException notWhole) {
            return Double.valueOf(text);
        }
    }
}
