package startup.seal;

/**
 * One way to the file key, for one recipient. Arguments and lengths have been checked; whether it was made for one of our
 * keys has not.
 *
 * <p>Source: age-encryption.org/v1, "Native recipient types"; for ssh-ed25519 age's package agessh.
 */
sealed interface Stanza {
    /** Of every wrapped file key: 16 bytes and a tag of 16. */
    int BODY_LENGTH = 32;

    /** Its first argument as written. */
    String type();

    /** The sealed file key, {@link #BODY_LENGTH} bytes, unless the type is not known. */
    Bytes body();

    record X25519(Bytes share, Bytes body) implements Stanza {
        static final String TYPE = "X25519";
        static final int SHARE_LENGTH = 32;

        @Override
        public String type() {
            return TYPE;
        }
    }

    /**
     * For the holder of an ssh-ed25519 key.
     *
     * @param tag the first 4 bytes of the SHA-256 of the public key, by which its holder knows the stanza
     */
    record SshEd25519(Bytes tag, Bytes share, Bytes body) implements Stanza {
        static final String TYPE = "ssh-ed25519";
        static final int TAG_LENGTH = 4;

        @Override
        public String type() {
            return TYPE;
        }
    }

    /**
     * For whoever knows the passphrase.
     *
     * @param workFactor binary logarithm of scrypt's N, from 1
     */
    record Scrypt(Bytes salt, int workFactor, Bytes body) implements Stanza {
        static final String TYPE = "scrypt";
        static final int SALT_LENGTH = 16;

        @Override
        public String type() {
            return TYPE;
        }
    }

    /** Of a type that this version does not open. */
    record Other(String type, Bytes body) implements Stanza {}
}
