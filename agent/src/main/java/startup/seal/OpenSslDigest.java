package startup.seal;

import java.util.Locale;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.jspecify.annotations.Nullable;

/**
 * The digests that {@code openssl enc -md} is used with, in the order in which they are tried: sha256 is the default
 * since OpenSSL 1.1.0, md5 was it before.
 */
enum OpenSslDigest {
    SHA256,
    MD5,
    SHA1,
    SHA512;

    Digest start() {
        return switch (this) {
            case SHA256 -> new SHA256Digest();
            case MD5 -> new MD5Digest();
            case SHA1 -> new SHA1Digest();
            case SHA512 -> new SHA512Digest();
        };
    }

    /** As openssl writes it: {@code sha256}. */
    String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By the name that openssl takes, in any case; {@code sha-256} and {@code sha2-256} are its other names. */
    static @Nullable OpenSslDigest of(String name) {
        String small = name.toLowerCase(Locale.ROOT).replace("sha2-", "sha").replace("sha-", "sha");
        for (OpenSslDigest digest : values()) {
            if (small.equals(digest.written())) {
                return digest;
            }
        }
        return null;
    }
}
