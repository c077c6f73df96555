package startup.aws;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding as AWS signs it: UTF-8 bytes, capital hexadecimal digits, and nothing left alone but the unreserved
 * characters of RFC 3986, section 2.3. Source: AWS Identity and Access Management User Guide, "Create a signed AWS API
 * request", {@code UriEncode()}.
 */
final class UriEncoding {
    private static final String HEX = "0123456789ABCDEF";

    private UriEncoding() {}

    /** A name or value of a query, or one segment of a path. */
    static String component(String text) {
        return encode(text, false);
    }

    /** A path, whose slashes stay. */
    static String path(String text) {
        return encode(text, true);
    }

    private static String encode(String text, boolean keepsSlashes) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(bytes.length + 16);
        for (byte value : bytes) {
            if (isUnreserved(value) || (keepsSlashes && value == '/')) {
                encoded.append((char) value);
            } else {
                encoded.append('%').append(HEX.charAt(value >> 4 & 0xf)).append(HEX.charAt(value & 0xf));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(byte c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }

    /** What was encoded; a percent sign that begins no escape stands for itself, and so does a plus. */
    static String decode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int at = 0; at < bytes.length; at++) {
            int value = bytes[at] == '%' && at + 2 < bytes.length ? hex(bytes[at + 1], bytes[at + 2]) : -1;
            decoded.write(value < 0 ? bytes[at] : value);
            at += value < 0 ? 0 : 2;
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private static int hex(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first << 4 | second;
    }
}
