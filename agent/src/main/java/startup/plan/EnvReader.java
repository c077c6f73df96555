package startup.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the variables that a manifest adds to its module's environment. A value may be a secret and is in no message.
 * Source of the form of names: POSIX.1-2017, "Name" (3.235).
 */
final class EnvReader {
    /** Names that begin so are the agent's own. */
    private static final String RESERVED = "STARTUP_";

    private final ManifestProblems problems;

    EnvReader(ManifestProblems problems) {
        this.problems = problems;
    }

    Map<String, String> read(List<YamlNode.Entry> entries) {
        Map<String, String> env = new LinkedHashMap<>();
        for (YamlNode.Entry entry : entries) {
            String name = entry.key().text();
            if (!isName(name)) {
                wrong(entry.key(), name, "is no name of a variable, which has letters, digits and _ only");
            } else if (name.startsWith(RESERVED)) {
                wrong(entry.key(), name, "is reserved: names that begin " + RESERVED + " are the agent's own");
            } else if (env.putIfAbsent(name, value(name, entry.value())) != null) {
                problems.at(entry.key(), "'env." + name + "' is stated twice");
            }
        }
        return env;
    }

    /** A number or a truth is taken as it is written: 010 stays 010, and 1.10 stays 1.10. */
    private String value(String name, YamlNode node) {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            wrong(node, name, "must be a single value, not " + node.shown());
        } else if (node.isNothing()) {
            wrong(node, name, "has no value; write \"\" for an empty one");
        } else if (scalar.text().indexOf('\0') >= 0) {
            wrong(node, name, "holds a NUL character, which no variable can");
        } else {
            return scalar.text();
        }
        return "";
    }

    private void wrong(YamlNode place, String name, String clause) {
        problems.at(place, ManifestProblems.quoted("env." + name) + " " + clause);
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            boolean digit = c >= '0' && c <= '9';
            if (!letter && (i == 0 || !digit)) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
