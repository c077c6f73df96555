package startup.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;
import startup.base.ExitStatus;

class SealPinsTest {
    @Test
    void withoutPinsThereAre48CandidatesTheCheapOnesFirst() {
        assertThat(SealPins.NONE.ciphers()).hasSize(6).startsWith(OpenSslCipher.AES_256_CBC);
        assertThat(SealPins.NONE.derivations()).hasSize(8);
        assertThat(SealPins.NONE.derivations().get(0)).isEqualTo(new KeyDerivation.BytesToKey(OpenSslDigest.SHA256));
        assertThat(SealPins.NONE.derivations().subList(4, 8))
                .allMatch(derivation -> derivation instanceof KeyDerivation.Pbkdf2);
    }

    @Test
    void cipherAndDigestLeaveOneCandidate() throws Exception {
        SealPins pins = pins("aes-256-cbc", "md5", false, OptionalInt.empty());
        assertThat(pins.endTheSearch()).isTrue();
        assertThat(pins.ciphers()).containsExactly(OpenSslCipher.AES_256_CBC);
        assertThat(pins.derivations()).isEqualTo(List.of(new KeyDerivation.BytesToKey(OpenSslDigest.MD5)));
    }

    @Test
    void eitherAloneNarrowsTheSearch() throws Exception {
        SealPins cipher = pins("aes-128-ctr", "", false, OptionalInt.empty());
        assertThat(cipher.endTheSearch()).isFalse();
        assertThat(cipher.derivations()).hasSize(8);
        SealPins digest = pins("", "sha512", false, OptionalInt.empty());
        assertThat(digest.ciphers()).hasSize(6);
        assertThat(digest.derivations()).hasSize(2);
    }

    @Test
    void roundsMeanPbkdf2AsWithOpenSsl() throws Exception {
        assertThat(pins("", "sha1", false, OptionalInt.of(7)).derivations())
                .isEqualTo(List.of(new KeyDerivation.Pbkdf2(OpenSslDigest.SHA1, 7)));
        assertThat(pins("aes-256-cbc", "sha1", true, OptionalInt.empty()).derivations())
                .isEqualTo(List.of(new KeyDerivation.Pbkdf2(OpenSslDigest.SHA1, 10_000)));
    }

    @ParameterizedTest
    @CsvSource({"AES-256-CBC,AES_256_CBC", "aes128,AES_128_CBC", "aes-192-ctr,AES_192_CTR"})
    void aCipherHasTheNamesThatOpenSslGivesIt(String name, OpenSslCipher cipher) throws Exception {
        assertThat(pins(name, "", false, OptionalInt.empty()).ciphers()).containsExactly(cipher);
    }

    @ParameterizedTest
    @CsvSource({"SHA256,SHA256", "sha-256,SHA256", "SHA2-512,SHA512", "md5,MD5", "sha1,SHA1"})
    void aDigestHasTheNamesThatOpenSslGivesIt(String name, OpenSslDigest digest) {
        assertThat(OpenSslDigest.of(name)).isEqualTo(digest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aes-256-gcm", "des", "aes", "aes_256_cbc", "aes256ctr", ""})
    void anUnknownCipherIsRefusedWithThoseThatAreKnown(String name) {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() ->
                        SealPins.of(Optional.of(name), Optional.empty(), false, OptionalInt.empty(), false, false))
                .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE))
                .withMessageContaining("cipher " + name + " is not known")
                .withMessageContaining("aes-256-cbc");
    }

    @Test
    void unknownDigestsAndRoundsBelowOneAreRefused() {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> pins("", "sha3", false, OptionalInt.empty()))
                .withMessageContaining("digest sha3 is not known");
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> pins("", "", false, OptionalInt.of(0)))
                .withMessageContaining("--iter is below 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new SealPins(Optional.of("x"), Optional.empty(), false, OptionalInt.empty(), false, false));
    }

    private static SealPins pins(String cipher, String md, boolean pbkdf2, OptionalInt iter) throws AgentException {
        return SealPins.of(given(cipher), given(md), pbkdf2, iter, false, false);
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
