package startup.plan;

import java.util.List;

/** A piece of a YAML document and where it begins; line and column count from 1. */
sealed interface YamlNode {
    int line();

    int column();

    /** What it is, for people, in a few words. */
    String shown();

    /** Whether it is a key's missing value, {@code ~} or {@code null}. */
    default boolean isNothing() {
        return this instanceof Scalar scalar && scalar.type() == Type.NOTHING;
    }

    /**
     * A single value.
     *
     * @param text as it is written, quotes and escapes resolved: {@code 010} stays {@code 010}
     */
    record Scalar(String text, Type type, int line, int column) implements YamlNode {
        boolean isText() {
            return type == Type.TEXT;
        }

        @Override
        public String shown() {
            return switch (type) {
                case TEXT -> "the text " + ManifestProblems.quoted(text);
                case NUMBER -> "the number " + text;
                case TRUTH -> text;
                case NOTHING -> "nothing";
            };
        }
    }

    /** What the core schema takes a single value for; what is quoted is always text. */
    enum Type {
        TEXT,
        NUMBER,
        TRUTH,
        NOTHING
    }

    record Sequence(List<YamlNode> elements, int line, int column) implements YamlNode {
        @Override
        public String shown() {
            return "a list";
        }
    }

    /** A map in the order in which it is written, with whatever is written twice. */
    record Mapping(List<Entry> entries, int line, int column) implements YamlNode {
        @Override
        public String shown() {
            return "a map";
        }
    }

    /** One key and its value. */
    record Entry(Scalar key, YamlNode value) {}
}
