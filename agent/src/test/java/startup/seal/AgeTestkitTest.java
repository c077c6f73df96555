package startup.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * The public test vectors of age, one test a file, from the folder that the variable {@code AGE_TESTKIT} names: C2SP's
 * CCTV, {@code age/testdata}. They are not part of this repository; {@link AgeVectorsTest} has vectors of our own.
 */
class AgeTestkitTest {
    @TestFactory
    List<DynamicTest> everyPublicVectorEndsAsItSays() throws IOException {
        String folder = System.getenv("AGE_TESTKIT");
        assumeTrue(folder != null, "AGE_TESTKIT does not name a folder with the public vectors");
        List<DynamicTest> tests = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder))) {
            for (Path file : files) {
                tests.add(DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(100);
        return tests;
    }

    private static void check(Path file) throws IOException, NoSuchAlgorithmException {
        byte[] whole = Files.readAllBytes(file);
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\n") + 2;
        Map<String, String> facts = new TreeMap<>();
        List<String> keys = new ArrayList<>();
        for (String line : text.substring(0, end).strip().split("\n", -1)) {
            String[] fact = line.split(": ", 2);
            facts.put(fact[0], fact[1]);
            if (fact[0].equals("identity") || fact[0].equals("passphrase")) {
                keys.add(fact[1]);
            }
        }
        assumeTrue(
                keys.stream().noneMatch(key -> key.startsWith("AGE-SECRET-KEY-PQ")), "post-quantum keys are not ours");
        InputStream sealed = new ByteArrayInputStream(whole, end, whole.length - end);
        if (facts.containsKey("compressed")) {
            sealed = new InflaterInputStream(sealed);
        }
        check(facts, Opening.with(keys.toArray(String[]::new)), sealed);
    }

    private static void check(Map<String, String> facts, Opening opening, InputStream sealed)
            throws IOException, NoSuchAlgorithmException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        String expected = String.valueOf(facts.get("expect"));
        if (expected.equals("success")) {
            opening.open(sealed).plaintext().transferTo(plain);
        } else {
            assertThatExceptionOfType(AgentException.class)
                    .isThrownBy(() -> drain(opening.open(sealed), plain))
                    .satisfies(e -> assertThat(e.status()).isIn(ExitStatus.NOT_PROVEN, ExitStatus.REFUSED))
                    .satisfies(e -> assertThat(e.what().contains("damaged"))
                            .as(e.getMessage())
                            .isEqualTo(!expected.equals("no match") && e.status() == ExitStatus.NOT_PROVEN));
        }
        // Where a failing file's last chunk is itself genuine, age hands it out before it fails; we may hold it back.
        if (expected.equals("success")) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain.toByteArray());
            assertThat(HexFormat.of().formatHex(digest)).isEqualTo(facts.get("payload"));
        } else {
            assertThat(plain.size() % AgeChunk.LENGTH).isZero();
        }
    }

    /** What is not recognised is for us a bundle without seal, which the next stage finds to be no tar. */
    private static void drain(Unsealed unsealed, ByteArrayOutputStream plain) throws IOException {
        if (unsealed.seal() instanceof NoSeal) {
            throw SealErrors.damaged("it is not sealed");
        }
        unsealed.plaintext().transferTo(plain);
    }
}
