package startup.aws;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringTokenizer;
import java.util.TreeMap;

/**
 * The headers that are signed, in the one form that both sides sign: names in lower case and in order, each run of white
 * space in a value one space. All are signed but those that a proxy may change or the client states itself.
 *
 * <p>Source: AWS Identity and Access Management User Guide, "Create a signed AWS API request", canonical headers.
 */
final class CanonicalHeaders {
    private static final Set<String> UNSIGNED = Set.of(
            "accept",
            "accept-encoding",
            "authorization",
            "connection",
            "expect",
            "host",
            "proxy-authorization",
            "transfer-encoding",
            "user-agent");

    private final SortedMap<String, String> headers = new TreeMap<>();

    CanonicalHeaders(String host, Map<String, String> given) {
        headers.put("host", host);
        given.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!UNSIGNED.contains(lower)) {
                headers.put(lower, spaced(value));
            }
        });
    }

    private static String spaced(String value) {
        StringTokenizer words = new StringTokenizer(value);
        StringBuilder text = new StringBuilder(value.length());
        while (words.hasMoreTokens()) {
            text.append(text.length() == 0 ? "" : " ").append(words.nextToken());
        }
        return text.toString();
    }

    /** Their names, with semicolons between them. */
    String names() {
        return String.join(";", headers.keySet());
    }

    /** One a line. */
    String lines() {
        StringBuilder lines = new StringBuilder();
        headers.forEach(
                (name, value) -> lines.append(name).append(':').append(value).append('\n'));
        return lines.toString();
    }
}
