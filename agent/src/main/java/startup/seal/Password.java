package startup.seal;

import startup.base.Secret;

/** A password for {@code openssl enc}, or a passphrase for age. */
record Password(Secret secret) implements Key {
    /** A copy, which the caller wipes. */
    byte[] copy() {
        return secret.copy();
    }

    @Override
    public void wipe() {
        secret.close();
    }
}
