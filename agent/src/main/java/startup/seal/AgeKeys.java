package startup.seal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The two functions with which age derives every key and code.
 *
 * <p>Source: age-encryption.org/v1, "Conventions" and "Header MAC"; RFC 5869, RFC 2104.
 */
final class AgeKeys {
    /** Of every key and code, in bytes. */
    static final int LENGTH = 32;

    private AgeKeys() {}

    /** HKDF-SHA-256; the caller wipes the result. */
    static byte[] hkdf(byte[] material, byte[] salt, String info) {
        HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
        generator.init(new HKDFParameters(material, salt, info.getBytes(StandardCharsets.US_ASCII)));
        byte[] key = new byte[LENGTH];
        generator.generateBytes(key, 0, LENGTH);
        return key;
    }

    /** HMAC-SHA-256. */
    static byte[] hmac(byte[] key, byte[] text) {
        HMac mac = new HMac(new SHA256Digest());
        mac.init(new KeyParameter(key));
        mac.update(text, 0, text.length);
        byte[] code = new byte[LENGTH];
        mac.doFinal(code, 0);
        return code;
    }

    static boolean sameInConstantTime(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }
}
