package startup.plan;

/** What is wrong with one manifest, said as {@code NAME/module.yaml:LINE:COLUMN: CLAUSE}. */
final class ManifestProblems {
    /** Longer words are cut where they are quoted. */
    private static final int MOST_QUOTED = 40;

    private final Problems problems;
    private final String file;

    ManifestProblems(Problems problems, String module) {
        this.problems = problems;
        this.file = module + "/" + ManifestFile.NAME;
    }

    void add(String clause) {
        problems.add(file + " " + clause);
    }

    void at(YamlNode place, String clause) {
        at(place.line(), place.column(), clause);
    }

    void at(int line, int column, String clause) {
        problems.add(file + ":" + line + ":" + column + ": " + clause);
    }

    /** Says that the value of a key is another than what it must be. */
    void wrong(YamlNode value, String key, String expected, String hint) {
        at(value, key + " must be " + expected + ", not " + value.shown() + hint);
    }

    /** A word of the author's in quotes, short and without control characters. */
    static String quoted(String word) {
        StringBuilder text = new StringBuilder("'");
        for (int i = 0; i < Math.min(word.length(), MOST_QUOTED); i++) {
            char c = word.charAt(i);
            text.append(Character.isISOControl(c) ? '?' : c);
        }
        return text.append(word.length() > MOST_QUOTED ? "…'" : "'").toString();
    }

    /** Whether {@link #quoted} gives the whole word as it is. */
    static boolean isShort(String word) {
        return quoted(word).equals("'" + word + "'");
    }
}
