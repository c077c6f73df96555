package startup.seal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import startup.base.AgentException;
import startup.base.Events;

/**
 * Takes the seal off a bundle while it streams past. What the seal is, is found by the first bytes; a bundle without
 * one passes unchanged, whatever keys were given.
 *
 * <p>Memory: some 300 KiB for openssl, up to 3 MiB for age, whatever the bundle's size; age's scrypt takes what the file
 * asks for, within {@link ScryptWork}.
 */
public final class Unsealer {
    /** How much of the plaintext {@link PlaintextTest} is shown: a tar header is 512 bytes. */
    public static final int HEAD_BYTES = 1024;

    private static final int BUFFER = 32 * 1024;

    private final KeyRing keys;
    private final SealPins pins;
    private final PlaintextTest plaintext;
    private final boolean judgePlaintext;
    private final Events events;

    /**
     * Reads nothing yet.
     *
     * @param judgePlaintext whether the plaintext must begin as a bundle even where pins leave no choice; false is for
     *     a person who wants to see what comes out
     */
    public Unsealer(KeyRing keys, SealPins pins, PlaintextTest plaintext, boolean judgePlaintext, Events events) {
        this.keys = keys;
        this.pins = pins;
        this.plaintext = plaintext;
        this.judgePlaintext = judgePlaintext;
        this.events = events;
    }

    /**
     * Reads as much as it takes to know the seal and to open it; the plaintext is read by the caller, who closes it. The
     * keys are no longer needed afterwards.
     *
     * @throws AgentException NO_KEY if it is sealed and no key was given or a source gave none; NOT_PROVEN if no key
     *     opens it or it is damaged; REFUSED if the seal asks for too much
     */
    public Unsealed open(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
        Unsealed unsealed = open(in, SealInspector.kind(in, pins));
        events.debug("seal.found", "The bundle is " + unsealed.seal().describe());
        return unsealed;
    }

    private Unsealed open(BufferedInputStream in, FirstBytes.Kind kind) throws IOException {
        return switch (kind) {
            case NONE -> new Unsealed(in, new NoSeal());
            case OPENSSL -> openSsl(in, false);
            case OPENSSL_BASE64 -> openSsl(new OpenSslBase64Stream(in), true);
            case AGE -> new AgeOpener(keys).open(in, false);
            case AGE_ARMOR -> new AgeOpener(keys).open(new BufferedInputStream(new AgeArmorStream(in), BUFFER), true);
        };
    }

    private Unsealed openSsl(InputStream sealed, boolean base64) throws IOException {
        if (keys.isEmpty()) {
            throw SealErrors.noKey("openssl enc");
        }
        return new OpenSslOpener(pins, plaintext, judgePlaintext).open(sealed, base64, keys);
    }
}
