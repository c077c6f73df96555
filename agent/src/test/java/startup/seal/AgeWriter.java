package startup.seal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * Writes age files, right ones and wrong ones, always with the same keys and nonces so that a test is the same each time.
 */
final class AgeWriter {
    /** The example of age-encryption.org/v1: 32 bytes of 0x42. */
    static final String IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";

    static final byte[] FILE_KEY = "YELLOW SUBMARINE".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] NONCE = new byte[16];
    private static final byte[] SCALAR = filled(32, 0x42);
    private static final byte[] EPHEMERAL = filled(32, 0x17);

    private final StringBuilder header = new StringBuilder("age-encryption.org/v1\n");

    /** Adds lines as they are. */
    AgeWriter lines(String text) {
        header.append(text);
        return this;
    }

    AgeWriter toIdentity() {
        return lines(x25519());
    }

    AgeWriter toPassphrase(String passphrase, int workFactor) {
        return lines(scrypt(passphrase, workFactor));
    }

    /** The stanza for {@link #IDENTITY}, two lines. */
    static String x25519() {
        return x25519(FILE_KEY);
    }

    static String x25519(byte[] fileKey) {
        byte[] share = base(EPHEMERAL);
        byte[] recipient = base(SCALAR);
        byte[] shared = new byte[32];
        X25519.scalarMult(EPHEMERAL, 0, recipient, 0, shared, 0);
        byte[] wrapKey = AgeKeys.hkdf(shared, X25519Identity.join(share, recipient), "age-encryption.org/v1/X25519");
        return "-> X25519 " + base64(share) + "\n" + base64(seal(wrapKey, new byte[12], fileKey)) + "\n";
    }

    static String scrypt(String passphrase, int workFactor) {
        byte[] salt = filled(16, 0x33);
        byte[] label = "age-encryption.org/v1/scrypt".getBytes(StandardCharsets.US_ASCII);
        byte[] wrapKey = SCrypt.generate(
                passphrase.getBytes(StandardCharsets.UTF_8),
                X25519Identity.join(label, salt),
                1 << workFactor,
                8,
                1,
                32);
        return "-> scrypt " + base64(salt) + " " + workFactor + "\n" + base64(seal(wrapKey, new byte[12], FILE_KEY))
                + "\n";
    }

    /** The header with its right code. */
    byte[] header() {
        return header(mac());
    }

    /** The header with that for a code. */
    byte[] header(String mac) {
        return (header + "--- " + mac + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    String mac() {
        byte[] macKey = AgeKeys.hkdf(FILE_KEY, new byte[0], "header");
        return base64(AgeKeys.hmac(macKey, (header + "---").getBytes(StandardCharsets.US_ASCII)));
    }

    /** The whole file, cut into chunks as the format has it. */
    byte[] file(byte[] plain) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(header());
        file.writeBytes(NONCE);
        int chunks = Math.max(1, (plain.length + AgeChunk.LENGTH - 1) / AgeChunk.LENGTH);
        for (int i = 0; i < chunks; i++) {
            int end = Math.min(plain.length, (i + 1) * AgeChunk.LENGTH);
            file.writeBytes(chunk(i, i == chunks - 1, Arrays.copyOfRange(plain, i * AgeChunk.LENGTH, end)));
        }
        return file.toByteArray();
    }

    /** Header, nonce and whatever chunks are given. */
    byte[] fileOf(byte[]... chunks) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(header());
        file.writeBytes(NONCE);
        for (byte[] chunk : chunks) {
            file.writeBytes(chunk);
        }
        return file.toByteArray();
    }

    static byte[] chunk(long number, boolean last, byte[] plain) {
        byte[] nonce = ByteBuffer.allocate(12).putLong(3, number).array();
        nonce[11] = (byte) (last ? 1 : 0);
        return seal(AgeKeys.hkdf(FILE_KEY, NONCE, "payload"), nonce, plain);
    }

    static String armored(byte[] file) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(file);
        return "-----BEGIN AGE ENCRYPTED FILE-----\n" + text + "\n-----END AGE ENCRYPTED FILE-----\n";
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] base(byte[] scalar) {
        byte[] point = new byte[32];
        X25519.scalarMultBase(scalar, 0, point, 0);
        return point;
    }

    private static byte[] seal(byte[] key, byte[] nonce, byte[] plain) {
        try {
            Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
            return cipher.doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
