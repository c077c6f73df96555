package startup.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import startup.base.AgentException;
import startup.base.ExitStatus;

/** What an age file may look like, and every way in which it may not: one vector for each sentence of the format. */
class AgeVectorsTest {
    private static final byte[] PLAIN = "age".getBytes(StandardCharsets.US_ASCII);
    private static final String PASSPHRASE = "password";
    private static final int WORK = 2;

    /** One file, and how it must end: with {@code plain}, or with a status and words of the failure. */
    @SuppressWarnings("ArrayRecordComponent") // told apart by name, never compared
    record Vector(String name, byte[] file, String key, byte[] plain, ExitStatus status, String words) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Vector> VECTORS = new ArrayList<>();

    static {
        good("one X25519 recipient", new AgeWriter().toIdentity());
        good("a passphrase", new AgeWriter().toPassphrase(PASSPHRASE, WORK));
        good(
                "a stanza of an unknown type first",
                new AgeWriter().lines("-> grease x y\n\n").toIdentity());
        good(
                "a stanza with a body of several lines",
                new AgeWriter()
                        .lines("-> grease\n" + "A".repeat(64) + "\n" + "AAAA\n")
                        .toIdentity());
        good(
                "a body that ends with an empty line",
                new AgeWriter().lines("-> grease\n" + "A".repeat(64) + "\n\n").toIdentity());
        good(
                "two recipients of which we are the second",
                new AgeWriter()
                        .lines(AgeWriter.x25519().replaceFirst("\n.*\n", "\n" + "A".repeat(43) + "\n"))
                        .toIdentity());
        payloads();
        headers();
        stanzas();
        x25519Stanzas();
        scryptStanzas();
        armors();
    }

    private static void payloads() {
        byte[] full = AgeWriter.filled(AgeChunk.LENGTH, 7);
        byte[] two = AgeWriter.filled(2 * AgeChunk.LENGTH, 7);
        AgeWriter right = new AgeWriter().toIdentity();
        good("no content", right, new byte[0]);
        good("one full chunk", right, full);
        good("two full chunks", right, two);
        good("a full chunk and a byte", right, Arrays.copyOf(two, AgeChunk.LENGTH + 1));
        good("many chunks", right, AgeWriter.filled(40 * AgeChunk.LENGTH + 11, 7));
        byte[] first = AgeWriter.chunk(0, false, full);
        byte[] end = AgeWriter.chunk(1, true, PLAIN);
        damaged("a chunk is missing", right.fileOf(first, AgeWriter.chunk(2, true, PLAIN)));
        damaged(
                "chunks have changed places",
                right.fileOf(AgeWriter.chunk(1, false, full), AgeWriter.chunk(0, true, full)));
        damaged("the last chunk is not marked as last", right.fileOf(first, AgeWriter.chunk(1, false, PLAIN)));
        damaged("the last chunk is missing", right.fileOf(first));
        damaged(
                "the last chunk is empty though it is not the first",
                right.fileOf(first, AgeWriter.chunk(1, true, new byte[0])));
        damaged("a chunk that is not the last is short", right.fileOf(AgeWriter.chunk(0, false, PLAIN), end));
        damaged("something follows the last chunk", right.fileOf(first, end, PLAIN));
        damaged("something follows a full last chunk", right.fileOf(AgeWriter.chunk(0, true, full), new byte[1]));
        damaged(
                "a second last chunk follows",
                right.fileOf(AgeWriter.chunk(0, true, full), AgeWriter.chunk(1, true, full)));
        damaged("a chunk was made under another key", right.fileOf(new byte[40]));
        damaged("no chunk at all", right.fileOf());
        damaged("a chunk shorter than its tag", right.fileOf(new byte[15]));
        damaged("half a nonce", Arrays.copyOf(right.header(), right.header().length + 8));
        damaged("no nonce", right.header());
    }

    private static void headers() {
        AgeWriter right = new AgeWriter().toIdentity();
        String mac = right.mac();
        damaged("another code", right.header(AgeWriter.base64(new byte[32])));
        damaged("a code of 31 bytes", right.header(AgeWriter.base64(new byte[31])));
        damaged("a code that is not canonical", right.header(notCanonical(mac)));
        damaged("a code with padding", right.header(mac + "="));
        damaged("a code after two blanks", right.header(" " + mac));
        damaged("a code before a blank", right.header(mac + " "));
        damaged("no code", right.header(""));
        damaged("another version", text("age-encryption.org/v2\n" + AgeWriter.x25519() + "--- " + mac + "\n"));
        damaged("a version with CR", text("age-encryption.org/v1\r\n" + AgeWriter.x25519() + "--- " + mac + "\n"));
        damaged("no stanza", new AgeWriter().file(PLAIN));
        damaged(
                "a code without a blank",
                new AgeWriter().toIdentity().lines("---" + mac + "\n").header());
        damaged("a header that does not end", text("age-encryption.org/v1\n" + AgeWriter.x25519()));
        vector(
                "a header of 2 MiB",
                text("age-encryption.org/v1\n" + "-> grease\n\n".repeat(190_000)),
                AgeWriter.IDENTITY,
                PLAIN,
                ExitStatus.REFUSED,
                "1 MiB");
    }

    private static void stanzas() {
        for (String stanza : List.of(
                "->\n\n",
                "-> \n\n",
                "->  x\n\n",
                "-> x  y\n\n",
                "-> x \n\n",
                "-> x\ty\n\n",
                "-> x\u007f\n\n",
                ">- x\n\n",
                "-> x\nAAA=\n",
                "-> x\nAAB\n",
                "-> x\nA\n",
                "-> x\nA*AA\n",
                "-> x\n AAA\n",
                "-> x\nAAAA\r\n",
                "-> x\n" + "A".repeat(65) + "\n",
                "-> x\n" + "A".repeat(64) + "\n",
                "-> x\n",
                "x\n",
                "\n")) {
            damaged(
                    "a stanza " + stanza.replace("\n", "\\n"),
                    new AgeWriter().lines(stanza).toIdentity().file(PLAIN));
        }
    }

    private static void x25519Stanzas() {
        String right = AgeWriter.x25519();
        String share = right.substring("-> X25519 ".length(), right.indexOf('\n'));
        String body = right.substring(right.indexOf('\n') + 1).strip();
        damaged("X25519 with a further argument", stanza("-> X25519 " + share + " x\n" + body + "\n"));
        damaged("X25519 without share", stanza("-> X25519\n" + body + "\n"));
        damaged(
                "X25519 with a short share",
                stanza("-> X25519 " + AgeWriter.base64(new byte[31]) + "\n" + body + "\n"));
        damaged("X25519 with a long share", stanza("-> X25519 " + AgeWriter.base64(new byte[33]) + "\n" + body + "\n"));
        damaged(
                "X25519 with a share of zeros",
                stanza("-> X25519 " + AgeWriter.base64(new byte[32]) + "\n" + body + "\n"));
        damaged(
                "X25519 with a share that is not canonical",
                stanza("-> X25519 " + notCanonical(share) + "\n" + body + "\n"));
        damaged(
                "X25519 with a body that is not canonical",
                stanza("-> X25519 " + share + "\n" + notCanonical(body) + "\n"));
        damaged("X25519 with a long file key", stanza(AgeWriter.x25519(new byte[24])));
        wrongKey("X25519 in small letters", stanza(right.replace("X25519", "x25519")), "no identity given opens it");
        wrongKey(
                "X25519 for somebody else",
                stanza("-> X25519 " + share + "\n" + AgeWriter.base64(new byte[32]) + "\n"),
                "no identity given opens it");
        damaged("ssh-ed25519 with a short tag", stanza("-> ssh-ed25519 AAA " + share + "\n" + body + "\n"));
        wrongKey(
                "ssh-ed25519 for somebody else",
                stanza("-> ssh-ed25519 AAAAAA " + share + "\n" + body + "\n"),
                "1 recipient (ssh-ed25519)");
    }

    private static void scryptStanzas() {
        String right = AgeWriter.scrypt(PASSPHRASE, WORK);
        scrypt("scrypt beside X25519", right + AgeWriter.x25519());
        scrypt("X25519 beside scrypt", AgeWriter.x25519() + right);
        scrypt("scrypt twice", right + right);
        scrypt("scrypt beside an unknown type", right + "-> grease\n\n");
        for (String work : List.of("0", "02", "+2", "-2", "2 ", "0x2", "2.0", "", "two", "18446744073709551618")) {
            scrypt("scrypt with work " + work, right.replace(" " + WORK + "\n", " " + work + "\n"));
        }
        scrypt("scrypt without work", right.replace(" " + WORK + "\n", "\n"));
        scrypt("scrypt with a further argument", right.replace(" " + WORK + "\n", " " + WORK + " x\n"));
        scrypt(
                "scrypt with a short salt",
                right.replaceFirst("scrypt [^ ]*", "scrypt " + AgeWriter.base64(new byte[15])));
        scrypt(
                "scrypt with a long salt",
                right.replaceFirst("scrypt [^ ]*", "scrypt " + AgeWriter.base64(new byte[17])));
        scrypt("scrypt with a salt that is not canonical", right.replaceFirst("Mw ", "Mx "));
        vector(
                "scrypt with another work",
                stanza(right.replace(" 2\n", " 3\n")),
                PASSPHRASE,
                PLAIN,
                ExitStatus.NOT_PROVEN,
                "not with this one");
        vector(
                "scrypt with too much work",
                stanza(right.replace(" 2\n", " 21\n")),
                PASSPHRASE,
                PLAIN,
                ExitStatus.REFUSED,
                "2^21, over the limit of 2^20");
        vector(
                "SCRYPT in capitals",
                stanza(right.replace("scrypt", "SCRYPT")),
                PASSPHRASE,
                PLAIN,
                ExitStatus.NOT_PROVEN,
                "the key given is a password");
    }

    private static void armors() {
        String right = AgeWriter.armored(new AgeWriter().toIdentity().file(PLAIN));
        String full = AgeWriter.armored(fullLines());
        String firstLine = right.split("\n", -1)[1];
        armored("armor", right);
        armored("armor with CR LF", right.replace("\n", "\r\n"));
        armored("armor without the last line end", right.strip());
        armored("armor with space around", "\n \t\r\n" + right + "\n\t \r\n");
        armored("armor whose last line is full", full);
        for (String begin : List.of(
                "garbage\n", "-----BEGIN AGE ENCRYPTED FILE----- \n", "-----BEGIN AGE ENCRYPTED FILE-----x\n")) {
            notArmored("armor after " + begin.strip(), right.replaceFirst("-----BEGIN[^\n]*\n", begin));
        }
        notArmored("armor with a header", right.replaceFirst("\n", "\nComment: x\n\n"));
        notArmored("armor with an empty line at its begin", right.replaceFirst("\n", "\n\n"));
        notArmored("armor with an empty line at its end", right.replace("\n-----END", "\n\n-----END"));
        notArmored("armor with a blank at a line's end", right.replace(firstLine, firstLine + " "));
        notArmored("armor with a blank at a line's begin", right.replace(firstLine, " " + firstLine));
        notArmored("armor with a long line", right.replace(firstLine + "\n", firstLine));
        notArmored(
                "armor with a short line",
                right.replace(firstLine, firstLine.substring(0, 60) + "\n" + firstLine.substring(60)));
        notArmored("armor with a checksum line", right.replace("\n-----END", "\n=AAAA\n-----END"));
        notArmored("armor without END", right.substring(0, right.indexOf("-----END")));
        notArmored("armor with END in small letters", right.replace("-----END AGE", "-----end age"));
        notArmored("armor of another kind", right.replace("END AGE ENCRYPTED FILE", "END AGE"));
        notArmored("armor with garbage after it", right + "x");
        notArmored("armor with a second armor after it", right + right);
        notArmored("armor without padding", right.replace("=", ""));
        notArmored("armor that is not canonical", notCanonicalArmor(right));
        notArmored("armor around nothing", AgeWriter.armored(new byte[0]).replace("\n\n", "\n"));
        notArmored(
                "armor with a lone CR",
                right.replace(firstLine, firstLine.substring(0, 9) + "\r" + firstLine.substring(10)));
    }

    /** A file whose armor's last line has 64 letters: its length is a multiple of 48. */
    private static byte[] fullLines() {
        for (int length = 1; ; length++) {
            byte[] file = new AgeWriter().toIdentity().file(AgeWriter.filled(length, 'x'));
            if (file.length % 48 == 0) {
                return file;
            }
        }
    }

    private static void armored(String name, String text) {
        byte[] plain = name.endsWith("full") ? null : PLAIN;
        vector(name, text(text), AgeWriter.IDENTITY, plain == null ? fullPlain() : plain, ExitStatus.OK, "");
    }

    private static byte[] fullPlain() {
        int overhead = new AgeWriter().toIdentity().file(new byte[0]).length;
        return AgeWriter.filled(fullLines().length - overhead, 'x');
    }

    private static void notArmored(String name, String text) {
        vector(name, text(text), AgeWriter.IDENTITY, PLAIN, ExitStatus.NOT_PROVEN, "");
    }

    private static void good(String name, AgeWriter writer) {
        good(name, writer, PLAIN);
    }

    private static void good(String name, AgeWriter writer, byte[] plain) {
        String key = name.contains("passphrase") ? PASSPHRASE : AgeWriter.IDENTITY;
        vector(name, writer.file(plain), key, plain, ExitStatus.OK, "");
    }

    private static void damaged(String name, byte[] file) {
        vector(name, file, AgeWriter.IDENTITY, PLAIN, ExitStatus.NOT_PROVEN, "The bundle is damaged");
    }

    private static void wrongKey(String name, byte[] file, String words) {
        vector(name, file, AgeWriter.IDENTITY, PLAIN, ExitStatus.NOT_PROVEN, words);
    }

    private static void scrypt(String name, String stanzas) {
        vector(name, stanza(stanzas), PASSPHRASE, PLAIN, ExitStatus.NOT_PROVEN, "The bundle is damaged");
    }

    private static void vector(String name, byte[] file, String key, byte[] plain, ExitStatus status, String words) {
        VECTORS.add(new Vector(name, file, key, plain, status, words));
    }

    private static byte[] stanza(String lines) {
        return new AgeWriter().lines(lines).file(PLAIN);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Sets a bit of the last letter that no byte needs: 32 bytes are 43 letters, of which 2 bits are over. */
    private static String notCanonical(String base64) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        int last = base64.length() - 1;
        return base64.substring(0, last) + alphabet.charAt(alphabet.indexOf(base64.charAt(last)) + 1);
    }

    private static String notCanonicalArmor(String armor) {
        int padding = armor.indexOf('=');
        return notCanonical(armor.substring(0, padding)) + armor.substring(padding);
    }

    static Stream<Vector> vectors() {
        return VECTORS.stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void anAgeFileIsOpenedOrRefusedAsTheFormatHasIt(Vector vector) throws Exception {
        Opening opening = Opening.with(vector.key());
        if (vector.status() == ExitStatus.OK) {
            assertThat(opening.read(vector.file())).isEqualTo(vector.plain());
        } else if (isStillSealed(vector)) {
            assertThatExceptionOfType(AgentException.class)
                    .isThrownBy(() -> opening.read(vector.file()))
                    .satisfies(e -> assertThat(e.status()).isEqualTo(vector.status()))
                    .satisfies(e -> assertThat(e.getMessage()).contains(vector.words()));
        } else {
            assertThat(opening.open(vector.file()).seal()).isEqualTo(new NoSeal());
        }
    }

    /** What does not begin as a seal is no sealed bundle; the next stage finds that it is no tar either. */
    private static boolean isStillSealed(Vector vector) {
        return !new String(vector.file(), StandardCharsets.ISO_8859_1).startsWith("garbage");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aStreamThatTricklesEndsTheSameWay(Vector vector) throws Exception {
        if (vector.status() == ExitStatus.OK) {
            Unsealed unsealed = Opening.with(vector.key()).open(new TrickleStream(vector.file()));
            assertThat(unsealed.plaintext().readAllBytes()).isEqualTo(vector.plain());
            assertThat(unsealed.plaintext().read()).isEqualTo(-1);
        } else if (isStillSealed(vector)) {
            assertThatExceptionOfType(AgentException.class)
                    .isThrownBy(() -> Opening.with(vector.key())
                            .open(new TrickleStream(vector.file()))
                            .plaintext()
                            .readAllBytes());
        }
    }
}
