package startup.report;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import startup.base.Json;

/** Reads a {@link VerdictDocument} back. What is not as the format says is an error; what is not known is ignored. */
final class VerdictReader {
    private final String json;

    VerdictReader(String json) {
        this.json = json;
    }

    VerdictDocument read() throws IOException {
        try {
            Map<?, ?> tree = map(Json.parse(json));
            String started = text(tree.get("started"));
            String ended = textOrNull(tree.get("ended"));
            return new VerdictDocument(
                    text(tree.get("run")),
                    text(tree.get("verdict")),
                    intOrNull(tree.get("exit")),
                    textOrNull(tree.get("interrupted")),
                    Instant.parse(started),
                    ended == null ? null : Instant.parse(ended),
                    textOrNull(tree.get("instance")),
                    bundle(map(tree.get("bundle"))),
                    textOrNull(tree.get("cause")),
                    modules(list(tree.get("modules"))));
        } catch (ClassCastException | DateTimeException e) {
            throw new IOException("not a verdict: " + e.getMessage(), e);
        }
    }

    private static VerdictDocument.Bundle bundle(Map<?, ?> tree) {
        List<String> proof = new ArrayList<>();
        for (Object each : list(tree.get("proof"))) {
            proof.add(text(each));
        }
        return new VerdictDocument.Bundle(
                text(tree.get("url")), textOrNull(tree.get("sha256")), textOrNull(tree.get("sealed")), proof);
    }

    private static List<VerdictDocument.Module> modules(List<?> trees) {
        List<VerdictDocument.Module> modules = new ArrayList<>();
        for (Object each : trees) {
            Map<?, ?> tree = map(each);
            modules.add(new VerdictDocument.Module(
                    text(tree.get("name")),
                    text(tree.get("result")),
                    number(tree.get("attempts")).intValue(),
                    intOrNull(tree.get("exit")),
                    number(tree.get("duration_ms")).longValue(),
                    textOrNull(tree.get("because"))));
        }
        return modules;
    }

    private static Map<?, ?> map(@Nullable Object tree) {
        return present(tree, Map.class);
    }

    private static List<?> list(@Nullable Object tree) {
        return present(tree, List.class);
    }

    private static String text(@Nullable Object tree) {
        return present(tree, String.class);
    }

    private static Number number(@Nullable Object tree) {
        return present(tree, Number.class);
    }

    private static @Nullable String textOrNull(@Nullable Object tree) {
        return tree == null ? null : text(tree);
    }

    private static @Nullable Integer intOrNull(@Nullable Object tree) {
        return tree == null ? null : Integer.valueOf(number(tree).intValue());
    }

    private static <T> T present(@Nullable Object tree, Class<T> type) {
        if (tree == null) {
            throw new ClassCastException("a " + type.getSimpleName() + " is missing");
        }
        return type.cast(tree);
    }
}
