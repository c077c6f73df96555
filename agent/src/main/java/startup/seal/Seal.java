package startup.seal;

/** What a bundle is encrypted with. The list is closed: a new format is a new record. */
public sealed interface Seal permits OpenSslSeal, AgeSeal, NoSeal {
    /** One word: {@code openssl}, {@code age} or {@code none}. */
    String name();

    /** One line for people, with everything that is known. */
    String describe();

    /**
     * Whether a stream that this seal let through to its end proves who made it: so with an age passphrase, which only
     * its holders can seal with. Whoever knows a public recipient can seal to it, and openssl enc proves nothing.
     */
    default boolean isProof() {
        return false;
    }
}
