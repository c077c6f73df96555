package startup.aws;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A name as one segment of a URL's path. Source: RFC 3986, section 3.3. */
final class PathSegment {
    private PathSegment() {}

    /** Everything but the unreserved characters percent-encoded. */
    static String of(String name) {
        // the encoder is for forms, where a space is a plus and a star is plain
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
        return encoded.replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }
}
