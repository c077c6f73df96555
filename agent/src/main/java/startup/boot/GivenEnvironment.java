package startup.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import startup.base.AtomicFile;
import startup.base.Json;
import startup.log.Redactor;

/**
 * What modules are given of the environment that the run began in, kept in the run's folder so that they are given the
 * same by whoever goes on, {@code environment.json}, mode 0600, gone with the run's end unless modules run on every boot:
 *
 * <pre>{"version":1,"variables":{"PATH":"…"},"left_out":["DB_PASSWORD"],"added":{"ROLE":"web"},"told":["https://…"]}</pre>
 *
 * @param variables of the agent's own environment
 * @param leftOut names of variables that held a secret; they are given only if who goes on has them too
 * @param added by {@code --env}
 * @param told whom the verdict is told to, as {@code --notify} named them
 */
public record GivenEnvironment(
        Map<String, String> variables, List<String> leftOut, Map<String, String> added, List<String> told) {
    private static final long VERSION = 1;
    private static final String OPTIONS = "STARTUP_OPT_";

    /** Secret by their names, before anybody has used them. */
    private static final Set<String> SECRET_NAMES = Set.of("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");

    /** Keeps what of {@code given} may be kept, on disk when this returns. */
    static GivenEnvironment keep(Path file, Map<String, String> given, BootOrder order, Redactor redactor)
            throws IOException {
        GivenEnvironment kept =
                of(given, order, value -> !redactor.redact(value).equals(value));
        kept.write(file);
        return kept;
    }

    /** What of {@code given} may be kept; the agent's own options are nobody else's, nor are keys. */
    static GivenEnvironment of(Map<String, String> given, BootOrder order, Predicate<String> secret) {
        Map<String, String> kept = new TreeMap<>();
        List<String> leftOut = new ArrayList<>();
        for (Map.Entry<String, String> variable : new TreeMap<>(given).entrySet()) {
            String name = variable.getKey();
            if (name.startsWith(OPTIONS) || order.keyVariables().contains(name)) {
                continue;
            }
            if (SECRET_NAMES.contains(name) || secret.test(variable.getValue())) {
                leftOut.add(variable.getKey());
            } else {
                kept.put(variable.getKey(), variable.getValue());
            }
        }
        return new GivenEnvironment(kept, leftOut, order.added(), order.told());
    }

    /** The same in an agent that goes on, with what was left out as far as that agent was given it. */
    Map<String, String> completedFrom(Map<String, String> mine) {
        Map<String, String> variables = new LinkedHashMap<>(variables());
        for (String name : leftOut) {
            String value = mine.get(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        return variables;
    }

    /** Returns when it is on disk. */
    void write(Path file) throws IOException {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("version", VERSION);
        tree.put("variables", variables);
        tree.put("left_out", leftOut);
        tree.put("added", added);
        tree.put("told", told);
        AtomicFile.write(file, (Json.write(tree) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Empty if the run's agent was gone before it was kept: nothing had been given to a module. */
    public static Optional<GivenEnvironment> read(Path file) throws IOException {
        try {
            if (Json.parse(Files.readString(file)) instanceof Map<?, ?> tree) {
                return Optional.of(new GivenEnvironment(
                        texts(tree.get("variables")),
                        list(tree.get("left_out")),
                        texts(tree.get("added")),
                        list(tree.get("told"))));
            }
            throw new IOException("The environment " + file + " is no object");
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private static Map<String, String> texts(@Nullable Object value) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, text) -> texts.put(String.valueOf(name), String.valueOf(text)));
        }
        return texts;
    }

    private static List<String> list(@Nullable Object value) {
        List<String> list = new ArrayList<>();
        if (value instanceof List<?> values) {
            values.forEach(each -> list.add(String.valueOf(each)));
        }
        return list;
    }
}
