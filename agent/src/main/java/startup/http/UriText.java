package startup.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/**
 * URIs as people and servers write them: what RFC 3986 allows only percent-encoded (spaces, quotes, umlauts) is encoded
 * on the way in, as curl and browsers do; what is encoded already stays as it is.
 */
public final class UriText {
    private static final String HEX = "0123456789ABCDEF";
    /** The unreserved and the reserved characters of RFC 3986, section 2, without brackets, which only a host may have. */
    private static final String ALLOWED = "-._~:/?#@!$&'()*+,;=";

    private UriText() {}

    /**
     * An ASCII URI.
     *
     * @throws URISyntaxException if it cannot be mended; its message holds the text, so keep it from people's eyes
     */
    public static URI parse(String text) throws URISyntaxException {
        int authority = text.indexOf("://");
        int path = authority < 0 ? 0 : endOfAuthority(text, authority + 3);
        return new URI(text.substring(0, path) + encode(text.substring(path)));
    }

    /**
     * An ASCII URI that can be asked for: http or https, with a host.
     *
     * @throws URISyntaxException if it is not; keep its message from people's eyes
     */
    public static URI parseUrl(String text) throws URISyntaxException {
        URI uri = parse(text);
        try {
            Origin.of(uri);
        } catch (IllegalArgumentException noOrigin) {
            throw new URISyntaxException(text, String.valueOf(noOrigin.getMessage()));
        }
        return uri;
    }

    private static int endOfAuthority(String text, int from) {
        int at = from;
        while (at < text.length() && "/?#".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static String encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(bytes.length + 16);
        for (int i = 0; i < bytes.length; i++) {
            if (isAllowed((char) (bytes[i] & 0xff)) || isEscape(bytes, i)) {
                encoded.append((char) bytes[i]);
            } else {
                encoded.append('%').append(HEX.charAt(bytes[i] >> 4 & 0xf)).append(HEX.charAt(bytes[i] & 0xf));
            }
        }
        return encoded.toString();
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || ALLOWED.indexOf(c) >= 0;
    }

    private static boolean isEscape(byte[] bytes, int at) {
        return bytes[at] == '%'
                && at + 2 < bytes.length
                && Character.digit(bytes[at + 1], 16) >= 0
                && Character.digit(bytes[at + 2], 16) >= 0;
    }
}
