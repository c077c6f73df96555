package startup.seal;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * How {@code openssl enc} makes key and initialisation vector of a password. Both ways give a stream of bytes of which
 * the key is the beginning and the vector what follows, so one derivation at the greatest length serves every cipher.
 */
sealed interface KeyDerivation {
    /** The first {@link DerivedKey#LENGTH} bytes of that stream. */
    DerivedKey derive(byte[] password, byte[] salt);

    /** For people: {@code EVP_BytesToKey sha256}. */
    String written();

    /** D1 = H(password, salt), D2 = H(D1, password, salt) and so on. Source: EVP_BytesToKey(3), with a count of 1. */
    record BytesToKey(OpenSslDigest digest) implements KeyDerivation {
        @Override
        public DerivedKey derive(byte[] password, byte[] salt) {
            Digest hash = digest.start();
            byte[] block = new byte[hash.getDigestSize()];
            byte[] derived = new byte[DerivedKey.LENGTH];
            for (int filled = 0; filled < derived.length; filled += block.length) {
                if (filled > 0) {
                    hash.update(block, 0, block.length);
                }
                hash.update(password, 0, password.length);
                hash.update(salt, 0, salt.length);
                hash.doFinal(block, 0);
                System.arraycopy(block, 0, derived, filled, Math.min(block.length, derived.length - filled));
            }
            return new DerivedKey(derived);
        }

        @Override
        public String written() {
            return "EVP_BytesToKey " + digest.written();
        }
    }

    /** Source: RFC 8018, section 5.2, as {@code openssl enc -pbkdf2} uses it. */
    record Pbkdf2(OpenSslDigest digest, int rounds) implements KeyDerivation {
        /** What openssl takes when {@code -iter} is not given. */
        static final int DEFAULT_ROUNDS = 10_000;

        @Override
        public DerivedKey derive(byte[] password, byte[] salt) {
            PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(digest.start());
            generator.init(password, salt, rounds);
            return new DerivedKey(
                    ((KeyParameter) generator.generateDerivedParameters(DerivedKey.LENGTH * Byte.SIZE)).getKey());
        }

        @Override
        public String written() {
            return "PBKDF2 " + digest.written() + " with " + rounds + " rounds";
        }
    }
}
