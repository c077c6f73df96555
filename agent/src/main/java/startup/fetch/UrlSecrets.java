package startup.fetch;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;
import startup.base.Events;
import startup.base.Secret;

/** What in a URL must never be shown: user, password, and the query of a presigned one with each long value in it. */
final class UrlSecrets {
    /** A signature has 28 characters or more; short values such as a version number would only blot the log. */
    private static final int SHORTEST_VALUE = 20;

    private UrlSecrets() {}

    static void conceal(URI uri, Events events) {
        String authority = String.valueOf(uri.getRawAuthority());
        int at = authority.lastIndexOf('@');
        if (at > 0) {
            String login = authority.substring(0, at);
            tell(login, events);
            tell(login.substring(login.indexOf(':') + 1), events);
        }
        String query = uri.getRawQuery();
        if (query != null && query.length() >= SHORTEST_VALUE) {
            tell(query, events);
            StringTokenizer parameters = new StringTokenizer(query, "&");
            while (parameters.hasMoreTokens()) {
                String parameter = parameters.nextToken();
                String value = parameter.substring(parameter.indexOf('=') + 1);
                if (value.length() >= SHORTEST_VALUE) {
                    tell(value, events);
                }
            }
        }
    }

    /** As it stands in the URL, and as it is meant. */
    private static void tell(String text, Events events) {
        conceal(text, events);
        try {
            conceal(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8), events);
        } catch (IllegalArgumentException notEncoded) {
            // then it is meant as it stands
        }
    }

    private static void conceal(String text, Events events) {
        try (Secret secret = Secret.ofText(text)) {
            events.conceal(secret);
        }
    }
}
