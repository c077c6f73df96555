package startup.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * What a person states of an {@code openssl enc} bundle instead of having it found. Names as openssl-enc(1) has them.
 *
 * <p>Cipher and digest together end the search: one candidate is left, with EVP_BytesToKey unless PBKDF2 or its rounds
 * are stated too.
 *
 * @param cipher {@code aes-256-cbc} and its like; empty if it is to be found
 * @param md the digest of the derivation; empty if it is to be found
 * @param pbkdf2 that the derivation is PBKDF2
 * @param iter rounds of PBKDF2, from 1; states PBKDF2, as with openssl
 * @param nosalt that the file is ciphertext from its first byte, without {@code Salted__} and salt
 * @param base64 that the file is base64, as {@code -a} writes it
 */
public record SealPins(
        Optional<String> cipher,
        Optional<String> md,
        boolean pbkdf2,
        OptionalInt iter,
        boolean nosalt,
        boolean base64) {
    /** Everything is to be found. */
    public static final SealPins NONE =
            new SealPins(Optional.empty(), Optional.empty(), false, OptionalInt.empty(), false, false);

    /** For values that are known to be right; {@link #of} is for what a person typed. */
    public SealPins {
        String fault = fault(cipher, md, iter);
        if (!fault.isEmpty()) {
            throw new IllegalArgumentException(fault);
        }
    }

    /**
     * Takes what was given on the command line.
     *
     * @throws AgentException USAGE if a name is not known or the rounds are below 1
     */
    public static SealPins of(
            Optional<String> cipher,
            Optional<String> md,
            boolean pbkdf2,
            OptionalInt iter,
            boolean nosalt,
            boolean base64)
            throws AgentException {
        String fault = fault(cipher, md, iter);
        if (!fault.isEmpty()) {
            throw new AgentException(
                    ExitStatus.USAGE,
                    "The pins of the seal cannot be accepted",
                    fault,
                    "Write --cipher aes-128-cbc, aes-192-cbc, aes-256-cbc, aes-128-ctr, aes-192-ctr or aes-256-ctr,"
                            + " --md md5, sha1, sha256 or sha512, --iter 1 or more");
        }
        return new SealPins(cipher, md, pbkdf2, iter, nosalt, base64);
    }

    /** Whether cipher and digest are both stated, so that one candidate is left. */
    public boolean endTheSearch() {
        return cipher.isPresent() && md.isPresent();
    }

    /** Whether the first bytes need not tell what the file is. */
    boolean stateOpenSsl() {
        return nosalt || base64;
    }

    List<OpenSslCipher> ciphers() {
        OpenSslCipher pinned = cipher.isPresent() ? OpenSslCipher.of(cipher.get()) : null;
        return pinned == null ? List.of(OpenSslCipher.values()) : List.of(pinned);
    }

    /** In the order in which they are tried: the cheap ones first. */
    List<KeyDerivation> derivations() {
        List<KeyDerivation> derivations = new ArrayList<>();
        if (!statePbkdf2()) {
            for (OpenSslDigest digest : digests()) {
                derivations.add(new KeyDerivation.BytesToKey(digest));
            }
        }
        if (statePbkdf2() || !endTheSearch()) {
            int rounds = iter.orElse(KeyDerivation.Pbkdf2.DEFAULT_ROUNDS);
            for (OpenSslDigest digest : digests()) {
                derivations.add(new KeyDerivation.Pbkdf2(digest, rounds));
            }
        }
        return derivations;
    }

    private List<OpenSslDigest> digests() {
        OpenSslDigest pinned = md.isPresent() ? OpenSslDigest.of(md.get()) : null;
        return pinned == null ? List.of(OpenSslDigest.values()) : List.of(pinned);
    }

    private boolean statePbkdf2() {
        return pbkdf2 || iter.isPresent();
    }

    private static String fault(Optional<String> cipher, Optional<String> md, OptionalInt iter) {
        if (cipher.isPresent() && OpenSslCipher.of(cipher.get()) == null) {
            return "cipher " + cipher.get() + " is not known";
        }
        if (md.isPresent() && OpenSslDigest.of(md.get()) == null) {
            return "digest " + md.get() + " is not known";
        }
        return iter.orElse(1) < 1 ? "--iter is below 1" : "";
    }
}
