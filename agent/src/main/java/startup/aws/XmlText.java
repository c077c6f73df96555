package startup.aws;

import java.util.Optional;

/**
 * The text of elements of AWS's error documents, which are flat: no attributes, no element of a name twice that matters.
 * Not a parser, which would cost a cold start more than the request. Source: Amazon S3 API Reference, "REST Error
 * Responses".
 */
final class XmlText {
    private static final String[] ENTITIES = {"&lt;", "<", "&gt;", ">", "&quot;", "\"", "&apos;", "'", "&#39;", "'"};

    private final String document;

    XmlText(String document) {
        this.document = document;
    }

    /** What stands between the first {@code <name>} and its end, if anything does. */
    Optional<String> element(String name) {
        String start = "<" + name + ">";
        int from = document.indexOf(start);
        int to = from < 0 ? -1 : document.indexOf("</" + name + ">", from);
        return to < 0
                ? Optional.empty()
                : Optional.of(unescaped(document.substring(from + start.length(), to))
                                .strip())
                        .filter(text -> !text.isEmpty());
    }

    private static String unescaped(String text) {
        String plain = text;
        for (int i = 0; i < ENTITIES.length; i += 2) {
            plain = plain.replace(ENTITIES[i], ENTITIES[i + 1]);
        }
        // last, or &amp;lt; would become a bracket
        return plain.replace("&amp;", "&");
    }
}
