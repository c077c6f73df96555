package startup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.Secret;

class RedactorTest {
    private static final String PASSWORD = "stirringdullroots";

    private final Redactor redactor = new Redactor();

    private Redactor concealing(String... values) {
        for (String value : values) {
            redactor.conceal(Secret.ofText(value));
        }
        return redactor;
    }

    @Test
    void aConcealedValueIsReplacedWhereverItStands() {
        concealing(PASSWORD);
        assertThat(redactor.redact(PASSWORD)).isEqualTo("[redacted]");
        assertThat(redactor.redact("a" + PASSWORD + "b " + PASSWORD)).isEqualTo("a[redacted]b [redacted]");
    }

    @Test
    void whatHoldsNoSecretIsTheSameText() {
        String line = "Unpacking redis-server (5:7.0.15-1~deb12u1) over 50% … ünïcödé 🙂";
        assertThat(concealing(PASSWORD).redact(line)).isSameAs(line);
    }

    @Test
    void nothingIsConcealedBeforeItWasTold() {
        assertThat(redactor.redact(PASSWORD)).isEqualTo(PASSWORD);
    }

    @Test
    void aClosedSecretStaysConcealed() {
        Secret secret = Secret.ofText(PASSWORD);
        redactor.conceal(secret);
        secret.close();
        assertThat(redactor.redact("-k " + PASSWORD)).isEqualTo("-k [redacted]");
    }

    @Test
    void sixBytesAreConcealedAndFiveAreNot() {
        concealing("abcdef", "vwxyz");
        assertThat(redactor.redact("abcdef vwxyz")).isEqualTo("[redacted] vwxyz");
        assertThat(redactor.redact("abcde")).isEqualTo("abcde");
    }

    @Test
    void valuesOfPatternCharactersAreTakenAsTheyAre() {
        concealing("a.*b[c]$", "^(x|y)+\\Q");
        assertThat(redactor.redact("a.*b[c]$ ^(x|y)+\\Q")).isEqualTo("[redacted] [redacted]");
        assertThat(redactor.redact("aXXb[c]$ xyxyxyx")).isEqualTo("aXXb[c]$ xyxyxyx");
    }

    @Test
    void overlappingSecretsAreHiddenTogether() {
        concealing("secret-one", "one-secret", "ret-on");
        assertThat(redactor.redact("<secret-one-secret>")).isEqualTo("<[redacted]>");
        assertThat(redactor.redact("<a secret-on>")).isEqualTo("<a sec[redacted]>");
    }

    @Test
    void aSecretThatIsTheEndOfTheBeginningOfAnotherIsFound() {
        concealing("abcdefghij-long", "efghij");
        assertThat(redactor.redact("abcdefghij-other")).isEqualTo("abcd[redacted]-other");
    }

    @Test
    void eachLineOfAValueOfManyIsConcealed() {
        concealing("first line\r\nsecond line\nab\n");
        assertThat(redactor.redact("second line, then first line, ab")).isEqualTo("[redacted], then [redacted], ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sixsix", "seven77", "eight888", "pässwörd €", "stirringdullroots", "??>>~~ÿÿÿ"})
    void base64IsFoundInEachPlaceAndAlphabet(String value) {
        concealing(value);
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 6; before++) {
            for (int after = 0; after < 4; after++) {
                assertHidden(bytes, before, after, Base64.getEncoder());
                assertHidden(bytes, before, after, Base64.getUrlEncoder());
                assertHidden(bytes, before, after, Base64.getUrlEncoder().withoutPadding());
            }
        }
    }

    /** What is shown must be the same whatever the secret's neighbours in the group left of it. */
    private void assertHidden(byte[] secret, int before, int after, Base64.Encoder encoder) {
        byte[] whole = new byte[before + secret.length + after];
        java.util.Arrays.fill(whole, (byte) 'x');
        System.arraycopy(secret, 0, whole, before, secret.length);
        String encoded = encoder.encodeToString(whole);
        String shown = redactor.redact("> " + encoded + " <");
        assertThat(shown).contains("[redacted]").startsWith("> ").endsWith(" <");
        String left = encoded.substring(0, 8 * before / 6);
        assertThat(shown).startsWith("> " + left + "[redacted]");
        int shared = (8 * (before + secret.length) + 5) / 6;
        assertThat(shown).isEqualTo("> " + left + "[redacted]" + encoded.substring(shared) + " <");
    }

    @Test
    void base64OfSomethingElseStays() {
        String line = Base64.getEncoder().encodeToString("stirringdullroot and more".getBytes(StandardCharsets.UTF_8));
        assertThat(concealing(PASSWORD).redact(line)).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p@ss w/rd+&?", "pässwört", "100%sure", "a b c d e f"})
    void urlEncodedFormsAreFoundWhateverWasEscaped(String value) {
        concealing(value);
        String form = URLEncoder.encode(value, StandardCharsets.UTF_8);
        assertThat(redactor.redact("?p=" + form + "&q=1")).isEqualTo("?p=[redacted]&q=1");
        assertThat(redactor.redact("?p=" + form.replace("+", "%20") + "&q=1")).isEqualTo("?p=[redacted]&q=1");
        assertThat(redactor.redact("?p=" + form.toLowerCase(Locale.ROOT) + "&q=1"))
                .isEqualTo("?p=[redacted]&q=1");
        assertThat(redactor.redact("?p=" + everyByteEscaped(value) + "&q=1")).isEqualTo("?p=[redacted]&q=1");
    }

    private static String everyByteEscaped(String value) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
            escaped.append(String.format(Locale.ROOT, "%%%02X", each));
        }
        return escaped.toString();
    }

    @Test
    void base64ThatWasUrlEncodedIsFound() {
        concealing("??>>~~??>>");
        String base64 = Base64.getEncoder().encodeToString("??>>~~??>>".getBytes(StandardCharsets.UTF_8));
        String line = "x=" + URLEncoder.encode(base64, StandardCharsets.UTF_8);
        assertThat(line).contains("%2B", "%3D");
        assertThat(redactor.redact(line)).startsWith("x=[redacted]").doesNotContain("%2B");
    }

    @Test
    void aPercentSignThatEscapesNothingStays() {
        assertThat(concealing(PASSWORD).redact("50% done, %zz, %")).isEqualTo("50% done, %zz, %");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "id AKIAIOSFODNN7EXAMPLE.|id [redacted].",
                "ASIAIOSFODNN7EXAMPLE|[redacted]",
                "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY|aws_secret_access_key = [redacted]",
                "\"SecretAccessKey\" : \"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\",|\"SecretAccessKey\" : \"[redacted]\",",
                "<SecretAccessKey>wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY<|<SecretAccessKey>[redacted]<",
                "\"Token\" : \"IQoJb3JpZ2luX2VjEAAaCXVzLWVhc3QtMSJHMEUCIQDxyzIQoJ012345\"|\"Token\" : \"[redacted]\"",
                "AGE-SECRET-KEY-1QQPQRCSZYYEXAMPLEONLYQQQQQQQQQQ!|[redacted]!",
                "Authorization: Bearer abc.DEF-123_456~789+/==|Authorization: Bearer [redacted]",
                "Authorization: Basic dXNlcjpwYXNzd29yZA==|Authorization: Basic [redacted]",
                "https://b.s3.amazonaws.com/k?X-Amz-Date=1&X-Amz-Signature=fe5f80f77d5fa3beca&x=1|https://b.s3.amazonaws.com/k?X-Amz-Date=1&X-Amz-Signature=[redacted]&x=1",
                "?X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261122%2Feu-west-1&a|?X-Amz-Credential=[redacted]&a",
                "?X-Amz-Security-Token=IQoJb3Jp%2FZ2luEAAa&a|?X-Amz-Security-Token=[redacted]&a",
                "get http://h/p?token=0123456789abcdef ok|get http://h/p?token=[redacted] ok",
                "https://user:hunter2pass@host/x|https://user:[redacted]@host/x",
                "ghp_0123456789abcdefghijABCDEFGHIJ012345|[redacted]",
                "t eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmN t|t [redacted] t",
                "url=https%3A%2F%2Fh%2Fp%3FX-Amz-Signature%3Dfe5f80f77d5fa3beca%26x|url=https%3A%2F%2Fh%2Fp%3FX-Amz-Signature%3D[redacted]%26x"
            },
            delimiter = '|')
    void wellKnownTokensAreHidden(String line, String shown) {
        assertThat(redactor.redact(line)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIA is four letters; AKIAIOSFODNN7EXAMPLEX is too long, AKIAIOSFODNN7 too short",
                "XAKIAIOSFODNN7EXAMPLE",
                "da39a3ee5e6b4b0d3255bfef95601890afd80709  start-up.sh",
                "Bearer authentication is off",
                "https://host:8080/path@2x.png and http://user@host/",
                "eyJhbGciOiJIUzI1NiJ9 is base64 of a JSON object",
                "-----BEGIN PUBLIC KEY-----",
                "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kudkn6as95xu4qp",
                "Signature=v4"
            })
    void whatOnlyLooksLikeATokenStays(String line) {
        assertThat(redactor.redact(line)).isSameAs(line);
    }

    @Test
    void aPrivateKeyOnOneLineIsHiddenToItsEnd() {
        String line = "{\"key\":\"-----BEGIN RSA PRIVATE KEY-----\\nMIIEow\\n-----END RSA PRIVATE KEY-----\\n\"}";
        assertThat(redactor.redact(line)).isEqualTo("{\"key\":\"[redacted]\\n\"}");
    }

    @Test
    void aPrivateKeyWithoutAnEndIsHiddenToTheEndOfTheText() {
        assertThat(redactor.redact("k -----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNzaC1"))
                .isEqualTo("k [redacted]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "ab",
                "AKIA",
                "Bearer ",
                "Signature=",
                "eyJ",
                "eyJ.",
                ".eyJ",
                "://",
                "://a:",
                "-----BEGIN ",
                "ghp_",
                "-----BEGIN PRIVATE KEY-----",
                "SecretAccessKey=",
                "IQoJb3JpZ2lu",
                "AGE-SECRET-KEY-",
                "%41",
                "%",
                "aaaaaa%61"
            })
    @Timeout(20)
    void aLineThatRepeatsASignTakesTimeByItsLengthOnly(String sign) {
        concealing("a".repeat(500), "ab".repeat(3000), "a".repeat(6));
        redactor.redact("built");
        String line = sign.repeat(64 * 1024 / sign.length());
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            redactor.redact(line);
        }
        // Quadratic would be hundreds of seconds.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void noRandomTextIsDamagedAndNoSecretInItIsShown() {
        concealing("aabaab", "abaaba", "bbbbbbb");
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = 0; k < 40; k++) {
                text.append("aaab".charAt(random.nextInt(4)));
            }
            String shown = redactor.redact(text.toString());
            assertThat(shown).doesNotContain("aabaab", "abaaba", "bbbbbbb").isEqualTo(bruteForce(text.toString()));
        }
    }

    private static String bruteForce(String text) {
        boolean[] hidden = new boolean[text.length()];
        for (String secret : new String[] {"aabaab", "abaaba", "bbbbbbb"}) {
            for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
                java.util.Arrays.fill(hidden, at, at + secret.length(), true);
            }
        }
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < hidden.length; i++) {
            if (!hidden[i]) {
                shown.append(text.charAt(i));
            } else if (i == 0 || !hidden[i - 1]) {
                shown.append("[redacted]");
            }
        }
        return shown.toString();
    }
}
