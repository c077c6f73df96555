package startup.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a list of words strictly: a word alone is no list, and a number is no word unless it is in quotes. */
final class WordList {
    private final String key;
    private final String expected;
    private final ManifestProblems problems;

    /** @param of what the words name, for people: {@code module names} */
    WordList(String key, String of, ManifestProblems problems) {
        this.key = key;
        this.expected = "a list of " + of;
        this.problems = problems;
    }

    /** Each word once, in the order in which they are written; empty if it is no list. */
    Optional<List<String>> read(YamlNode value) {
        if (!(value instanceof YamlNode.Sequence sequence)) {
            String element = example(value).orElse(value.isNothing() ? "" : "NAME");
            problems.wrong(value, key, expected, "; write " + key + ": [" + element + "]");
            return Optional.empty();
        }
        Set<String> words = new LinkedHashSet<>();
        for (YamlNode element : sequence.elements()) {
            if (element instanceof YamlNode.Scalar word
                    && word.isText()
                    && !word.text().isBlank()) {
                words.add(word.text());
            } else {
                String hint =
                        example(element).map(word -> "; write \"" + word + "\"").orElse("");
                problems.wrong(element, key, expected, hint);
            }
        }
        return Optional.of(new ArrayList<>(words));
    }

    /** The value if it can be shown as it is: one short word. */
    private static Optional<String> example(YamlNode value) {
        return value instanceof YamlNode.Scalar word && !word.text().isBlank() && ManifestProblems.isShort(word.text())
                ? Optional.of(word.text())
                : Optional.empty();
    }
}
