package startup.aws;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A path in the one form that both sides sign. S3 takes it as it was sent; every other service drops empty and dot
 * segments and encodes what is encoded already once more.
 *
 * <p>Source: AWS Identity and Access Management User Guide, "Create a signed AWS API request", canonical URI.
 */
final class CanonicalPath {
    private CanonicalPath() {}

    /** For S3, whose keys may hold {@code //} and {@code ..}. */
    static String asSent(String rawPath) {
        return rawPath.isEmpty() ? "/" : rawPath;
    }

    /** For every other service. */
    static String normalized(String rawPath) {
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : rawPath.split("/", -1)) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        String end = rawPath.endsWith("/") && !kept.isEmpty() ? "/" : "";
        return "/" + UriEncoding.path(String.join("/", kept)) + end;
    }
}
