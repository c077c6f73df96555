package startup.seal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import startup.base.AgentException;

/** Tells what a bundle is sealed with as far as it shows without a key. */
public final class SealInspector {
    private final SealPins pins;

    public SealInspector(SealPins pins) {
        this.pins = pins;
    }

    /**
     * What was seen, and the whole stream again.
     *
     * @param seal as far as it shows; of openssl enc neither cipher nor derivation
     * @param stream the bundle from its first byte, for {@link Unsealer} or for whoever reads it unsealed
     */
    public record Inspection(Seal seal, InputStream stream) {}

    /**
     * Reads the first bytes, and of age the header.
     *
     * @throws AgentException NOT_PROVEN if the beginning is damaged; REFUSED if an age header is over its limit
     */
    public Inspection inspect(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw);
        FirstBytes.Kind kind = kind(in, pins);
        return new Inspection(seal(in, kind), in);
    }

    /** What pins state, and otherwise what the first bytes tell. */
    static FirstBytes.Kind kind(BufferedInputStream in, SealPins pins) throws IOException {
        if (pins.stateOpenSsl()) {
            return pins.base64() ? FirstBytes.Kind.OPENSSL_BASE64 : FirstBytes.Kind.OPENSSL;
        }
        return FirstBytes.look(in);
    }

    private Seal seal(BufferedInputStream in, FirstBytes.Kind kind) throws IOException {
        return switch (kind) {
            case NONE -> new NoSeal();
            case OPENSSL -> openSsl(false);
            case OPENSSL_BASE64 -> openSsl(true);
            case AGE -> age(in, in, false);
            case AGE_ARMOR -> age(in, new AgeArmorStream(in), true);
        };
    }

    private static Seal age(BufferedInputStream in, InputStream header, boolean armored) throws IOException {
        in.mark(2 * AgeHeaderReader.MAX_BYTES);
        Seal seal = new AgeHeaderReader(header).read().seal(armored);
        in.reset();
        return seal;
    }

    private Seal openSsl(boolean base64) {
        return new OpenSslSeal(pins.cipher(), Optional.empty(), !pins.nosalt(), base64);
    }
}
