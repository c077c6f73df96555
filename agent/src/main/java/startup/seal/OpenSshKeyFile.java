package startup.seal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import startup.base.AgentException;

/**
 * Reads an ssh-ed25519 private key that has no password of its own.
 *
 * <pre>
 * "openssh-key-v1\0", string cipher, string kdf, string kdfoptions, uint32 keys (1), string public key,
 * string private: uint32 check, uint32 the same check, string type, string public (32), string seed and public (64),
 *                 string comment, padding 1, 2, 3 …
 * </pre>
 *
 * <p>Source: OpenSSH, PROTOCOL.key; strings as RFC 4251, section 5.
 */
final class OpenSshKeyFile {
    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int PUBLIC_LENGTH = 32;
    private static final int PRIVATE_LENGTH = 64;

    private final KeySource source;

    OpenSshKeyFile(KeySource source) {
        this.source = source;
    }

    /** Reads the base64 lines between the markers. */
    SshEd25519Identity read(List<byte[]> body) throws AgentException {
        byte[] decoded = decode(body);
        try {
            return parse(ByteBuffer.wrap(decoded));
        } catch (BufferUnderflowException e) {
            throw damaged();
        } finally {
            Arrays.fill(decoded, (byte) 0);
        }
    }

    private SshEd25519Identity parse(ByteBuffer in) throws AgentException {
        byte[] magic = new byte[MAGIC.length];
        in.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw damaged();
        }
        String cipher = text(in);
        text(in);
        string(in);
        if (!cipher.equals("none")) {
            throw KeyReader.noKey(
                    source,
                    "the ssh key is itself protected by a password",
                    "Take the password off a copy with ssh-keygen -p, or use an age identity");
        }
        if (in.getInt() != 1) {
            throw damaged();
        }
        byte[] publicKey = string(in);
        byte[] privatePart = string(in);
        try {
            return privatePart(ByteBuffer.wrap(privatePart), publicKey);
        } finally {
            Arrays.fill(privatePart, (byte) 0);
        }
    }

    private SshEd25519Identity privatePart(ByteBuffer in, byte[] publicKey) throws AgentException {
        int check = in.getInt();
        boolean checked = check == in.getInt();
        String type = text(in);
        if (!type.equals("ssh-ed25519")) {
            throw KeyReader.noKey(
                    source, "it is no ssh-ed25519 key", "Make one with ssh-keygen -t ed25519, or use an age identity");
        }
        byte[] publicHalf = string(in);
        byte[] both = string(in);
        if (!checked || publicHalf.length != PUBLIC_LENGTH || both.length != PRIVATE_LENGTH) {
            throw damaged();
        }
        byte[] seed = Arrays.copyOf(both, PRIVATE_LENGTH - PUBLIC_LENGTH);
        Arrays.fill(both, (byte) 0);
        return new SshEd25519Identity(seed, publicKey);
    }

    private byte[] decode(List<byte[]> body) throws AgentException {
        int length = 0;
        for (byte[] line : body) {
            length += line.length;
        }
        ByteBuffer joined = ByteBuffer.allocate(length);
        body.forEach(joined::put);
        try {
            return Base64.getDecoder().decode(joined.array());
        } catch (IllegalArgumentException e) {
            throw damaged();
        } finally {
            Arrays.fill(joined.array(), (byte) 0);
        }
    }

    private static String text(ByteBuffer in) {
        return new String(string(in), StandardCharsets.US_ASCII);
    }

    private static byte[] string(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private AgentException damaged() {
        return KeyReader.noKey(source, "the OpenSSH private key in it is damaged", "Copy the key file again");
    }
}
