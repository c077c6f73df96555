package startup.seal;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import startup.base.AgentException;

/**
 * The text before an age payload: who may open it, and a code that shows that nobody changed it.
 *
 * @param stanzas at least one; one of scrypt is alone
 * @param authenticated the bytes that the code covers: all up to and including {@code ---}
 * @param mac the code, 32 bytes
 */
record AgeHeader(List<Stanza> stanzas, Bytes authenticated, Bytes mac) {
    /**
     * Checks the code.
     *
     * @throws AgentException NOT_PROVEN if the header was changed after it was made
     */
    void verify(FileKey key) throws AgentException {
        byte[] macKey = key.derive(new byte[0], "header");
        boolean right = AgeKeys.sameInConstantTime(AgeKeys.hmac(macKey, authenticated.copy()), mac.copy());
        Arrays.fill(macKey, (byte) 0);
        if (!right) {
            throw SealErrors.damaged("the key fits, but its age header was changed after it was made");
        }
    }

    AgeSeal seal(boolean armored) {
        return new AgeSeal(stanzas.stream().map(Stanza::type).toList(), workFactor(), armored);
    }

    private OptionalInt workFactor() {
        return stanzas.get(0) instanceof Stanza.Scrypt scrypt
                ? OptionalInt.of(scrypt.workFactor())
                : OptionalInt.empty();
    }
}
