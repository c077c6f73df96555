package startup.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import startup.base.AgentException;

/** Says what bytes are that are no bundle, as far as that helps. */
final class NotABundle {
    private NotABundle() {}

    static AgentException of(byte[] head, int length) {
        return Damage.notABundle(why(head, length));
    }

    private static String why(byte[] head, int length) {
        if (length == 0) {
            return "it has 0 bytes";
        }
        String text =
                new String(head, 0, length, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html") || text.startsWith("<html") || text.contains("<html")) {
            return "it is an HTML page, probably an error page or a login";
        }
        if (text.startsWith("<?xml") || text.startsWith("<error")) {
            return "it is an XML document, probably an error message of the server";
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return "it is JSON, probably an error message of the server";
        }
        if (text.startsWith("#!")) {
            return "it is a script";
        }
        if (text.startsWith("pk\3\4")) {
            return "it is a zip archive";
        }
        return length < ArchiveFormat.HEAD_BYTES
                ? "it has only " + length + " bytes, and they are neither a tar nor compressed"
                : "its first bytes are neither those of a tar nor compressed";
    }
}
