package startup.seal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;

/**
 * Makes a checked stanza of its arguments and its body. A stanza of a type that is known must be as that type has it,
 * whoever it is for; one of another type is kept by its name.
 */
final class StanzaParser {
    /** Nine digits are far above every limit and fit an int. */
    private static final int MAX_DIGITS = 9;

    private StanzaParser() {}

    static Stanza parse(List<String> arguments, String bodyText) throws AgentException {
        String type = arguments.get(0);
        Bytes body = AgeBase64.decode(bodyText);
        if (body == null) {
            throw SealErrors.damaged("the body of a stanza is not base64 as age writes it");
        }
        Stanza stanza = known(type, arguments, body);
        if (stanza == null) {
            throw SealErrors.damaged("a stanza of type " + type + " is not as age writes it");
        }
        return stanza;
    }

    private static @Nullable Stanza known(String type, List<String> arguments, Bytes body) {
        return switch (type) {
            case Stanza.X25519.TYPE -> x25519(arguments, body);
            case Stanza.SshEd25519.TYPE -> sshEd25519(arguments, body);
            case Stanza.Scrypt.TYPE -> scrypt(arguments, body);
            default -> new Stanza.Other(type, body);
        };
    }

    private static @Nullable Stanza x25519(List<String> arguments, Bytes body) {
        Bytes share = argument(arguments, 2, 1, Stanza.X25519.SHARE_LENGTH);
        return share == null || body.length() != Stanza.BODY_LENGTH ? null : new Stanza.X25519(share, body);
    }

    private static @Nullable Stanza sshEd25519(List<String> arguments, Bytes body) {
        Bytes tag = argument(arguments, 3, 1, Stanza.SshEd25519.TAG_LENGTH);
        Bytes share = argument(arguments, 3, 2, Stanza.X25519.SHARE_LENGTH);
        if (tag == null || share == null || body.length() != Stanza.BODY_LENGTH) {
            return null;
        }
        return new Stanza.SshEd25519(tag, share, body);
    }

    private static @Nullable Stanza scrypt(List<String> arguments, Bytes body) {
        Bytes salt = argument(arguments, 3, 1, Stanza.Scrypt.SALT_LENGTH);
        int workFactor = salt == null ? 0 : decimal(arguments.get(2));
        if (salt == null || workFactor == 0 || body.length() != Stanza.BODY_LENGTH) {
            return null;
        }
        return new Stanza.Scrypt(salt, workFactor, body);
    }

    private static @Nullable Bytes argument(List<String> arguments, int count, int index, int length) {
        Bytes bytes = arguments.size() == count ? AgeBase64.decode(arguments.get(index)) : null;
        return bytes != null && bytes.length() == length ? bytes : null;
    }

    /** A decimal number without sign or leading zero; 0 if it is none. */
    private static int decimal(String text) {
        if (text.charAt(0) == '0' || text.length() > MAX_DIGITS) {
            return 0;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return 0;
            }
        }
        return Integer.parseInt(text);
    }
}
