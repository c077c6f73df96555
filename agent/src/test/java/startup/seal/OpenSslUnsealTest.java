package startup.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;
import startup.base.ExitStatus;

/** Bundles that the real {@code openssl enc} of this machine made, in every variant that is promised. */
class OpenSslUnsealTest {
    private static final String PASSWORD = "stirringdullroots";
    private static final byte[] TAR = Plain.tar(5_000);

    static Stream<List<String>> variants() {
        List<List<String>> variants = new ArrayList<>();
        for (String cipher : List.of("aes-128", "aes-192", "aes-256")) {
            for (String mode : List.of("-cbc", "-ctr")) {
                for (String digest : List.of("md5", "sha1", "sha256", "sha512")) {
                    for (String derivation : List.of("", "-pbkdf2")) {
                        for (String text : List.of("", "-a", "-a -A")) {
                            variants.add(List.of("-" + cipher + mode, digest, derivation, text));
                        }
                    }
                }
            }
        }
        return variants.stream();
    }

    static byte[] sealed(byte[] plain, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("enc", "-e", "-k", PASSWORD));
        for (String option : options) {
            if (!option.isEmpty()) {
                arguments.addAll(Arrays.asList(option.split(" ")));
            }
        }
        return Tool.named("openssl").run(plain, arguments);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyVariantIsFoundWithoutBeingNamed(List<String> variant) throws Exception {
        String digest = variant.get(1);
        byte[] sealed = sealed(TAR, variant.get(0), "-md " + digest, variant.get(2), variant.get(3));
        Unsealed unsealed = Opening.with(PASSWORD).open(sealed);
        assertThat(unsealed.plaintext().readAllBytes()).isEqualTo(TAR);
        String derivation =
                variant.get(2).isEmpty() ? "EVP_BytesToKey " + digest : "PBKDF2 " + digest + " with 10000 rounds";
        String text = variant.get(3).isEmpty() ? "" : ", base64";
        assertThat(unsealed.seal().describe())
                .isEqualTo("openssl enc " + variant.get(0).substring(1) + ", " + derivation + ", salted" + text);
        assertThat(unsealed.seal().name()).isEqualTo("openssl");
        assertThat(unsealed.seal().isProof()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 500, 65_000, 65_536, 300_000})
    void anyLengthComesOutWhole(int length) throws Exception {
        byte[] tar = Plain.tar(length);
        byte[] odd = Arrays.copyOf(tar, tar.length + length % 7);
        assertThat(Opening.with(PASSWORD).read(sealed(odd, "-aes-256-cbc"))).isEqualTo(odd);
        assertThat(Opening.with(PASSWORD).read(sealed(odd, "-aes-128-ctr -a"))).isEqualTo(odd);
    }

    @Test
    void aCompressedBundleShorterThanTheHeadIsRecognised() throws Exception {
        byte[] small = Plain.gzip(Plain.tar(0));
        assertThat(small.length).isLessThan(200);
        assertThat(Opening.with(PASSWORD).read(sealed(small, "-aes-256-cbc"))).isEqualTo(small);
        assertThat(Opening.with(PASSWORD).read(sealed(small, "-aes-256-ctr", "-pbkdf2")))
                .isEqualTo(small);
    }

    @Test
    void aStreamThatTricklesIsReadAllTheSame() throws Exception {
        byte[] sealed = sealed(TAR, "-aes-256-cbc", "-a");
        InputStream plaintext =
                Opening.with(PASSWORD).open(new TrickleStream(sealed)).plaintext();
        for (byte expected : TAR) {
            assertThat(plaintext.read()).isEqualTo(expected & 0xff);
        }
        assertThat(plaintext.read()).isEqualTo(-1);
        assertThat(plaintext.read()).isEqualTo(-1);
    }

    @Test
    void severalPasswordsAreAllTried() throws Exception {
        byte[] sealed = sealed(TAR, "-aes-192-cbc", "-pbkdf2");
        assertThat(Opening.with("first", "second", PASSWORD).read(sealed)).isEqualTo(TAR);
    }

    @Test
    void anIdentityAmongTheKeysIsNoHindrance() throws Exception {
        byte[] sealed = sealed(TAR, "-aes-256-cbc");
        assertThat(Opening.with(AgeWriter.IDENTITY, PASSWORD).read(sealed)).isEqualTo(TAR);
    }

    @Test
    void onlyAnIdentityIsToldApartFromAWrongPassword() throws Exception {
        byte[] sealed = sealed(TAR, "-aes-256-cbc");
        assertRefused(sealed, Opening.with(AgeWriter.IDENTITY), ExitStatus.NOT_PROVEN, "takes a password");
    }

    @Test
    void aWrongPasswordIsSaidToBeLikely() throws Exception {
        byte[] sealed = sealed(TAR, "-aes-256-cbc");
        assertRefused(
                sealed,
                Opening.with("stirringdullroot", "wrong too"),
                ExitStatus.NOT_PROVEN,
                "a wrong password, most likely",
                "pin --cipher, --md and --iter");
    }

    @Test
    void withoutAKeyItSaysWhichThereAre() throws Exception {
        byte[] sealed = sealed(TAR, "-aes-256-cbc");
        assertRefused(sealed, Opening.withoutKey(), ExitStatus.NO_KEY, "env:NAME, file:PATH, fd:NUMBER or prompt");
    }

    @Test
    void otherRoundsAreOpenedByPinsAndNotWithout() throws Exception {
        byte[] sealed = sealed(TAR, "-aes-256-cbc", "-pbkdf2 -iter 1234", "-md sha512");
        assertRefused(sealed, Opening.with(PASSWORD), ExitStatus.NOT_PROVEN, "unusual options");
        SealPins rounds = pins("", "", OptionalInt.of(1234), false, false);
        assertThat(Opening.with(PASSWORD).pinned(rounds).read(sealed)).isEqualTo(TAR);
        SealPins all = pins("aes-256-cbc", "sha512", OptionalInt.of(1234), false, false);
        assertThat(Opening.with(PASSWORD).pinned(all).read(sealed)).isEqualTo(TAR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-pbkdf2", "-a", "-a -A -pbkdf2 -md sha1"})
    void aFileWithoutSaltIsOpenedByPins(String options) throws Exception {
        byte[] sealed = sealed(TAR, "-aes-256-ctr -nosalt", options);
        SealPins stated = pins("", "", OptionalInt.empty(), true, options.contains("-a"));
        Unsealed unsealed = Opening.with(PASSWORD).pinned(stated).open(sealed);
        assertThat(unsealed.plaintext().readAllBytes()).isEqualTo(TAR);
        assertThat(unsealed.seal().describe()).contains(", not salted");
    }

    @Test
    void aFileWithoutSaltIsNotKnownWithoutPins() throws Exception {
        byte[] sealed = sealed(TAR, "-aes-256-cbc -nosalt");
        assertThat(Opening.with(PASSWORD).open(sealed).seal()).isEqualTo(new NoSeal());
    }

    @Test
    void cipherAndDigestEndTheSearchWithBytesToKey() throws Exception {
        SealPins stated = pins("aes-256-cbc", "sha256", OptionalInt.empty(), false, false);
        byte[] old = sealed(TAR, "-aes-256-cbc", "-md sha256");
        assertThat(Opening.with(PASSWORD).pinned(stated).read(old)).isEqualTo(TAR);
        byte[] other = sealed(TAR, "-aes-256-cbc", "-md sha256", "-pbkdf2");
        assertRefused(other, Opening.with(PASSWORD).pinned(stated), ExitStatus.NOT_PROVEN, "a wrong password");
    }

    @Test
    void unjudgedWhateverWasSealedComesOut() throws Exception {
        byte[] words = "no tar at all".getBytes(StandardCharsets.UTF_8);
        byte[] sealed = sealed(words, "-aes-128-cbc", "-md sha1");
        SealPins stated = pins("aes-128-cbc", "sha1", OptionalInt.empty(), false, false);
        assertThat(Opening.with(PASSWORD).pinned(stated).unjudged().read(sealed))
                .isEqualTo(words);
        assertRefused(sealed, Opening.with(PASSWORD).pinned(stated), ExitStatus.NOT_PROVEN, "begins as a bundle");
        byte[] stream = sealed(words, "-aes-128-ctr", "-md sha1");
        SealPins counter = pins("aes-128-ctr", "sha1", OptionalInt.empty(), false, false);
        assertThat(Opening.with(PASSWORD).pinned(counter).unjudged().read(stream))
                .isEqualTo(words);
    }

    @Test
    void unjudgedTheBetterOfTwoPasswordsIsTaken() throws Exception {
        byte[] sealed = sealed(TAR, "-aes-128-cbc", "-md sha1");
        SealPins stated = pins("aes-128-cbc", "sha1", OptionalInt.empty(), false, false);
        assertThat(Opening.with("wrong", PASSWORD).pinned(stated).unjudged().read(sealed))
                .isEqualTo(TAR);
    }

    @Test
    void unjudgedAWrongPasswordShowsInThePadding() throws Exception {
        // One wrong key in 256 leaves what looks like padding, so this file was made once and kept.
        String sealed = "U2FsdGVkX1/aOMX3mL0T6v2qOo7NZoEbDmdUiRfhvgA=";
        SealPins stated = pins("aes-128-cbc", "md5", OptionalInt.empty(), false, false);
        assertRefused(
                sealed.getBytes(StandardCharsets.US_ASCII),
                Opening.with(PASSWORD).pinned(stated).unjudged(),
                ExitStatus.NOT_PROVEN,
                "password or pins");
        SealPins right = pins("aes-128-cbc", "sha1", OptionalInt.empty(), false, false);
        assertThat(Opening.with(PASSWORD).pinned(right).unjudged().read(sealed.getBytes(StandardCharsets.US_ASCII)))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("no tar at all");
    }

    @Test
    void cutShortAnywhereCbcIsFoundDamaged() throws Exception {
        byte[] plain = Plain.gzip(TAR);
        byte[] sealed = sealed(plain, "-aes-256-cbc");
        for (int length = 1; length < sealed.length; length++) {
            if (!looksPadded(plain, length - 16)) {
                assertDamaged(Arrays.copyOf(sealed, length), length);
            }
        }
    }

    @Test
    void cutShortAnywhereBase64IsFoundDamaged() throws Exception {
        byte[] plain = Plain.gzip(Plain.tar(0));
        byte[] sealed = sealed(plain, "-aes-256-cbc -a");
        int withoutLineEnd = sealed.length - 1;
        assertThat(Opening.with(PASSWORD).read(Arrays.copyOf(sealed, withoutLineEnd)))
                .isEqualTo(plain);
        for (int length = 1; length < withoutLineEnd; length++) {
            int letters = length - length / 65;
            if (letters % 4 != 0 || !looksPadded(plain, letters / 4 * 3 - 16)) {
                assertDamaged(Arrays.copyOf(sealed, length), length);
            }
        }
    }

    /** Whether chance made the block before the cut end like padding: that is not to be told from a good end. */
    private static boolean looksPadded(byte[] plain, int length) {
        return length > 0 && length % 16 == 0 && Padding.lengthOf(plain, length) > 0;
    }

    private static void assertDamaged(byte[] cut, int length) {
        assertThatExceptionOfType(AgentException.class)
                .as("%s bytes", length)
                .isThrownBy(() -> Opening.with(PASSWORD).read(cut))
                .matches(e -> e.status() == ExitStatus.NOT_PROVEN);
    }

    @Test
    void aFailedStreamStaysFailed() throws Exception {
        byte[] sealed = sealed(TAR, "-aes-256-cbc");
        InputStream plaintext = Opening.with(PASSWORD)
                .open(Arrays.copyOf(sealed, sealed.length - 16))
                .plaintext();
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(plaintext::readAllBytes)
                .withMessageContaining("padding");
        assertThatExceptionOfType(AgentException.class).isThrownBy(plaintext::read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "=", "-----END-----"})
    void whatIsNotBase64IsDamage(String strange) throws Exception {
        String sealed = new String(sealed(TAR, "-aes-256-cbc -a"), StandardCharsets.US_ASCII);
        String spoilt = sealed.substring(0, 4_000) + strange + sealed.substring(4_000);
        assertRefused(
                spoilt.getBytes(StandardCharsets.US_ASCII),
                Opening.with(PASSWORD),
                ExitStatus.NOT_PROVEN,
                "base64 text");
        String longer = sealed.strip() + "QUJD";
        assertRefused(longer.getBytes(StandardCharsets.US_ASCII), Opening.with(PASSWORD), ExitStatus.NOT_PROVEN, "");
    }

    @Test
    void base64WithOtherLineEndsIsRead() throws Exception {
        String sealed = new String(sealed(TAR, "-aes-256-cbc -a"), StandardCharsets.US_ASCII);
        String windows = "\r\n" + sealed.replace("\n", "\r\n");
        assertThat(Opening.with(PASSWORD).read(windows.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(TAR);
    }

    @Test
    void theInspectorTellsWhatShowsWithoutAKey() throws Exception {
        byte[] sealed = sealed(TAR, "-aes-256-cbc -a");
        SealInspector.Inspection seen = new SealInspector(SealPins.NONE).inspect(new TrickleStream(sealed));
        assertThat(seen.seal().describe())
                .isEqualTo("openssl enc (what is not said is found with the password), salted, base64");
        assertThat(seen.stream().readAllBytes()).isEqualTo(sealed);
    }

    private static SealPins pins(String cipher, String md, OptionalInt iter, boolean nosalt, boolean base64) {
        return new SealPins(given(cipher), given(md), false, iter, nosalt, base64);
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static void assertRefused(byte[] sealed, Opening opening, ExitStatus status, String... words) {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> opening.read(sealed))
                .satisfies(e -> assertThat(e.status()).isEqualTo(status))
                .satisfies(e -> assertThat(e.getMessage()).contains(words).doesNotContain(PASSWORD));
    }
}
