package startup.aws;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the two files that AWS's tools share, read into profiles and their settings. In the config file a profile is
 * {@code [default]} or {@code [profile NAME]}, in the credentials file {@code [NAME]}; other sections are skipped, and so
 * are lines that lie deeper than the setting above them, for they belong to it. What cannot be read is skipped, as by
 * AWS's own tools.
 *
 * <p>Source: AWS SDKs and Tools Reference Guide, "Shared config and credentials files", "Format of the config file".
 */
final class SharedConfigFile {
    private final boolean prefixed;
    private final Map<String, Map<String, String>> profiles = new HashMap<>();
    private @Nullable Map<String, String> section;
    private int depth = Integer.MAX_VALUE;

    private SharedConfigFile(boolean prefixed) {
        this.prefixed = prefixed;
    }

    static Map<String, Map<String, String>> parseConfig(String text) {
        return parse(text, true);
    }

    static Map<String, Map<String, String>> parseCredentials(String text) {
        return parse(text, false);
    }

    private static Map<String, Map<String, String>> parse(String text, boolean prefixed) {
        SharedConfigFile file = new SharedConfigFile(prefixed);
        text.lines().forEach(file::line);
        return file.profiles;
    }

    private void line(String line) {
        String content = line.strip();
        if (content.isEmpty() || content.startsWith("#") || content.startsWith(";")) {
            return;
        }
        if (content.startsWith("[")) {
            begin(content);
        } else if (section != null) {
            setting(content, line.indexOf(content), section);
        }
    }

    private void begin(String header) {
        depth = Integer.MAX_VALUE;
        int end = header.indexOf(']');
        String name = end < 0 ? "" : profile(header.substring(1, end).strip());
        section = name.isEmpty() ? null : profiles.computeIfAbsent(name, unknown -> new LinkedHashMap<>());
    }

    /** The profile's name; empty for a section that is none. */
    private String profile(String header) {
        if (!prefixed) {
            return unquoted(header);
        }
        String[] words = header.split("\\s+", 2);
        if (words.length == 2 && words[0].equals("profile")) {
            return unquoted(words[1].strip());
        }
        return header.equals("default") ? header : "";
    }

    private static String unquoted(String name) {
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1) : name;
    }

    private void setting(String content, int indent, Map<String, String> settings) {
        if (indent > depth) {
            return;
        }
        int equals = content.indexOf('=');
        if (equals > 0) {
            depth = indent;
            String name = content.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            settings.put(name, withoutComment(content.substring(equals + 1)).strip());
        }
    }

    /** A comment within a line begins after white space only: keys may contain both characters. */
    private static String withoutComment(String value) {
        for (int i = 1; i < value.length(); i++) {
            if ((value.charAt(i) == '#' || value.charAt(i) == ';') && Character.isWhitespace(value.charAt(i - 1))) {
                return value.substring(0, i);
            }
        }
        return value;
    }
}
