package startup.seal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import startup.base.AgentException;
import startup.base.Events;
import startup.base.Secret;

/**
 * What the value of a source means: an age identity file if a line begins {@code AGE-SECRET-KEY-1}, an ssh-ed25519 key if
 * one begins {@code -----BEGIN OPENSSH PRIVATE KEY-----}, and otherwise a password.
 *
 * <p>Source: DESIGN, "Sources".
 */
final class KeyValue {
    /**
     * {@code openssl -pass file:} and {@code fd:} read the first line into a buffer of 1,024 bytes, its ending NUL
     * included, and drop the rest (apps.c, APP_PASS_LEN).
     */
    static final int MAX_PASSWORD_LINE = 1023;

    private static final byte[] AGE_IDENTITY = ascii("AGE-SECRET-KEY-1");
    private static final byte[] SSH_KEY = ascii("-----BEGIN OPENSSH PRIVATE KEY-----");
    private static final byte[] SSH_KEY_END = ascii("-----END OPENSSH PRIVATE KEY-----");

    private final KeySource source;
    private final Events events;

    KeyValue(KeySource source, Events events) {
        this.source = source;
        this.events = events;
    }

    /** The keys in it, at least one. */
    List<Key> keysIn(byte[] value) throws AgentException {
        List<byte[]> lines = lines(value);
        try {
            if (indexOf(lines, AGE_IDENTITY) >= 0) {
                return identities(lines);
            }
            int start = indexOf(lines, SSH_KEY);
            return List.of(start >= 0 ? sshKey(lines, start) : password(lines.get(0)));
        } finally {
            for (byte[] line : lines) {
                Arrays.fill(line, (byte) 0);
            }
        }
    }

    private List<Key> identities(List<byte[]> lines) throws AgentException {
        List<Key> identities = new ArrayList<>();
        for (int number = 1; number <= lines.size(); number++) {
            byte[] line = withoutTrailingSpace(lines.get(number - 1));
            if (line.length > 0 && line[0] != '#') {
                conceal(line);
                identities.add(identity(line, number));
            }
        }
        return identities;
    }

    private Key identity(byte[] line, int number) throws AgentException {
        byte[] scalar = Bech32.decode(line, "AGE-SECRET-KEY-");
        if (scalar == null || scalar.length != X25519Identity.LENGTH) {
            throw KeyReader.noKey(
                    source,
                    "line " + number + " of it is no X25519 identity, or one that lost or changed a letter",
                    "Copy the identity file again; identities of plugins and post-quantum ones are not supported");
        }
        return new X25519Identity(scalar);
    }

    private Key sshKey(List<byte[]> lines, int start) throws AgentException {
        List<byte[]> body = new ArrayList<>();
        for (int i = start + 1; i < lines.size() && !startsWith(lines.get(i), SSH_KEY_END); i++) {
            byte[] line = withoutTrailingSpace(lines.get(i));
            conceal(line);
            body.add(line);
        }
        return new OpenSshKeyFile(source).read(body);
    }

    private Key password(byte[] line) throws AgentException {
        int end = 0;
        int limit = isReadByLine() ? Math.min(line.length, MAX_PASSWORD_LINE) : line.length;
        while (end < limit && line[end] != 0) {
            end++;
        }
        if (end == 0) {
            throw KeyReader.noKey(source, "it is empty", "Put the password on its first line");
        }
        Secret secret = Secret.of(Arrays.copyOf(line, end));
        events.conceal(secret);
        return new Password(secret);
    }

    private boolean isReadByLine() {
        return source.scheme() == KeyScheme.FILE || source.scheme() == KeyScheme.FD;
    }

    private void conceal(byte[] line) {
        if (line.length > 0) {
            try (Secret secret = Secret.of(line.clone())) {
                events.conceal(secret);
            }
        }
    }

    /** Cut at LF only, as openssl cuts; a CR stays with its line. */
    private static List<byte[]> lines(byte[] value) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= value.length; i++) {
            if (i == value.length || value[i] == '\n') {
                lines.add(Arrays.copyOfRange(value, start, i));
                start = i + 1;
            }
        }
        return lines;
    }

    private static int indexOf(List<byte[]> lines, byte[] start) {
        for (int i = 0; i < lines.size(); i++) {
            if (startsWith(lines.get(i), start)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] line, byte[] start) {
        return line.length >= start.length && Arrays.equals(line, 0, start.length, start, 0, start.length);
    }

    private static byte[] withoutTrailingSpace(byte[] line) {
        int end = line.length;
        while (end > 0 && line[end - 1] <= ' ' && line[end - 1] >= 0) {
            end--;
        }
        return Arrays.copyOf(line, end);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
