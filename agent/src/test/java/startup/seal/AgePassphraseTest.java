package startup.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.Secret;

class AgePassphraseTest {
    private static final long MIB = 1024 * 1024;

    /** {@code age -p -a} cannot be driven without a terminal, so what it wrote once is kept. */
    private static byte[] madeByAge() throws IOException {
        try (InputStream file = AgePassphraseTest.class.getResourceAsStream("passphrase-by-age-1.1.1.age")) {
            return Objects.requireNonNull(file).readAllBytes();
        }
    }

    private static Stanza.Scrypt stanza(int workFactor) {
        return new Stanza.Scrypt(new Bytes(new byte[16]), workFactor, new Bytes(new byte[32]));
    }

    @Test
    void aFileThatAgeItselfSealedWithAPassphraseIsOpened() throws Exception {
        Unsealed unsealed = Opening.with("stirringdullroots").open(madeByAge());
        assertThat(unsealed.plaintext().readAllBytes())
                .isEqualTo("start-up-bundle\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(unsealed.seal().describe()).isEqualTo("age, passphrase (work 2^18), armored");
        assertThat(unsealed.seal().name()).isEqualTo("age");
    }

    @Test
    void onlyAPassphraseProvesWhoSealed() throws Exception {
        byte[] known = new AgeWriter().toPassphrase("password", 2).file(new byte[1]);
        assertThat(Opening.with("password").open(known).seal().isProof()).isTrue();
        byte[] anybody = new AgeWriter().toIdentity().file(new byte[1]);
        assertThat(Opening.with(AgeWriter.IDENTITY).open(anybody).seal().isProof())
                .isFalse();
    }

    @Test
    void allPassphrasesAreTried() throws Exception {
        byte[] sealed = new AgeWriter().toPassphrase("password", 2).file(new byte[] {42});
        assertThat(Opening.with("wrong", AgeWriter.IDENTITY, "password").read(sealed))
                .containsExactly(42);
    }

    @Test
    void anotherPassphraseIsAWrongKey() throws Exception {
        byte[] sealed = new AgeWriter().toPassphrase("password", 2).file(new byte[1]);
        assertRefused(sealed, Opening.with("wrong"), ExitStatus.NOT_PROVEN, "not with this one");
    }

    @Test
    void anIdentityForAPassphraseIsToldApart() throws Exception {
        byte[] sealed = new AgeWriter().toPassphrase("password", 2).file(new byte[1]);
        assertRefused(
                sealed, Opening.with(AgeWriter.IDENTITY), ExitStatus.NOT_PROVEN, "the key given is an age or ssh");
    }

    @Test
    void withoutAKeyItSaysThatAPassphraseIsAskedFor() throws Exception {
        byte[] sealed = new AgeWriter().toPassphrase("password", 2).file(new byte[1]);
        assertRefused(sealed, Opening.withoutKey(), ExitStatus.NO_KEY, "age, passphrase (work 2^2)");
    }

    @Test
    void aSmallHeapRefusesWhatDoesNotFitAndSaysHowMuchItTakes() {
        Password password = new Password(Secret.ofText("password"));
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> new ScryptWork(64 * MIB).unwrap(stanza(18), password))
                .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.REFUSED))
                .withMessageContaining("takes 336 MiB of heap, and this JVM may have 64 MiB");
    }

    @Test
    void whatFitsInASmallHeapIsTried() throws Exception {
        Password password = new Password(Secret.ofText("password"));
        assertThat(new ScryptWork(64 * MIB).unwrap(stanza(10), password)).isNull();
    }

    @Test
    void theLimitIsTheOneThatIsPromised() {
        assertThat(ScryptWork.MAX_FACTOR).isEqualTo(20);
    }

    private static void assertRefused(byte[] sealed, Opening opening, ExitStatus status, String words) {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> opening.read(sealed))
                .satisfies(e -> assertThat(e.status()).isEqualTo(status))
                .withMessageContaining(words);
    }
}
