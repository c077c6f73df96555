package startup.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.RecordedEvents;

/** Bytes that are no bundle, or no longer a whole one: exit status 13, a clause that helps, and nothing is left. */
class UnpackerDamageTest {
    private static final int BLOCK = 512;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``, it has 0 bytes",
                "<!DOCTYPE html><html><body>404</body></html>, `it is an HTML page, probably an error page or a login`",
                "`  <HTML>Sign in`, `it is an HTML page, probably an error page or a login`",
                "`<?xml version=\"1.0\"?><Error><Code>NoSuchKey`, it is an XML document",
                "`{\"message\":\"forbidden\"}`, it is JSON",
                "`#!/bin/sh\necho`, it is a script",
                "PK\3\4zip, it is a zip archive",
                "abc, `it has only 3 bytes, and they are neither a tar nor compressed`"
            })
    void whatWasNeverABundleIsSaidToBeWhatItIs(String text, String why) throws Exception {
        AgentException failure =
                new Unpacking(folder).fails(text.getBytes(StandardCharsets.UTF_8), ExitStatus.NOT_PROVEN);
        assertThat(failure).hasMessageContaining("This is not a bundle").hasMessageContaining(why);
    }

    @Test
    void randomBytesAreNoBundle() throws Exception {
        byte[] random = new byte[100_000];
        new Random(7).nextBytes(random);
        assertThat(new Unpacking(folder).fails(random, ExitStatus.NOT_PROVEN))
                .hasMessageContaining("its first bytes are neither those of a tar nor compressed");
    }

    @Test
    void aTarWithoutItsEndMarkerWasCutOff() throws Exception {
        assertThat(new Unpacking(folder).fails(new HandMadeTar().file("a", "x").withoutEnd(), ExitStatus.NOT_PROVEN))
                .hasMessageContaining("has no end marker, so it was cut off");
    }

    @Test
    void oneBlockOfZerosIsAnEndOnlyAtTheEnd() throws Exception {
        byte[] whole = new HandMadeTar().file("a", "x").bytes();
        assertThat(new Unpacking(folder)
                        .succeeds(Arrays.copyOf(whole, whole.length - BLOCK))
                        .files())
                .isEqualTo(1);
        Tools.bash(folder, "rm -r bundles; mkdir bundles");
        byte[] hole = new HandMadeTar()
                .file("a", "x")
                .raw(new byte[BLOCK])
                .file("b", "x")
                .bytes();
        assertThat(new Unpacking(folder).fails(hole, ExitStatus.NOT_PROVEN))
                .hasMessageContaining("a hole at byte 1024");
    }

    static Stream<Arguments> senseless() {
        HandMadeTar tar = new HandMadeTar().file("a", "x");
        byte[] badSum = new HandMadeTar().file("b", "x").withoutEnd();
        badSum[0] ^= 1;
        byte[] badSize = new HandMadeTar().file("b", "x").withoutEnd();
        badSize[124] = 'x';
        byte[] header = HandMadeTar.withSum(Arrays.copyOf(badSize, BLOCK));
        return Stream.of(
                Arguments.of(tar.bytes(), badSum, "no valid entry header at byte 1024"),
                Arguments.of(tar.bytes(), header, "entry header at byte 1024 makes no sense"),
                Arguments.of(
                        tar.bytes(),
                        new HandMadeTar()
                                .entry('x', "p", "3 a=b\n")
                                .file("f", "")
                                .bytes(),
                        "pax header"),
                Arguments.of(
                        tar.bytes(),
                        new HandMadeTar()
                                .entry('x', "p", "99 a=b\n")
                                .file("f", "")
                                .bytes(),
                        "pax header"),
                Arguments.of(
                        tar.bytes(),
                        new HandMadeTar()
                                .entry('x', "p", "nonsense")
                                .file("f", "")
                                .bytes(),
                        "pax header"),
                Arguments.of(tar.bytes(), new HandMadeTar().entry('S', "f", "x").bytes(), "sparse"),
                Arguments.of(
                        tar.bytes(),
                        new HandMadeTar().pax("size", "x").file("f", "").bytes(),
                        "'size' is no number"),
                Arguments.of(
                        tar.bytes(),
                        new HandMadeTar().pax("size", "-1").file("f", "").bytes(),
                        "'size' is no number"),
                Arguments.of(
                        tar.bytes(),
                        new HandMadeTar().pax("mtime", "1e9").file("f", "").bytes(),
                        "'mtime' is no number"),
                Arguments.of(
                        tar.bytes(),
                        new HandMadeTar()
                                .pax("uid", "9".repeat(30))
                                .file("f", "")
                                .bytes(),
                        "'uid'"),
                Arguments.of(
                        tar.bytes(),
                        sparse("GNU.sparse.size", "9", "GNU.sparse.map", "0,1,1")
                                .bytes(),
                        "sparse"),
                Arguments.of(
                        tar.bytes(),
                        sparse("GNU.sparse.size", "9", "GNU.sparse.map", "5,1,0,3")
                                .bytes(),
                        "sparse"),
                Arguments.of(
                        tar.bytes(),
                        sparse("GNU.sparse.size", "9", "GNU.sparse.map", "0,4,9,1")
                                .bytes(),
                        "sparse"),
                Arguments.of(
                        tar.bytes(),
                        sparse("GNU.sparse.size", "9", "GNU.sparse.map", "0,3").bytes(),
                        "sparse"),
                Arguments.of(
                        tar.bytes(),
                        sparse("GNU.sparse.major", "1", "GNU.sparse.minor", "0", "GNU.sparse.realsize", "9")
                                .bytes(),
                        "sparse"));
    }

    private static HandMadeTar sparse(String... records) {
        return new HandMadeTar().pax(records).file("f", "four");
    }

    @ParameterizedTest
    @MethodSource("senseless")
    void aHeaderThatMakesNoSenseIsDamage(byte[] before, byte[] senseless, String why) throws Exception {
        byte[] tar = new HandMadeTar()
                .raw(Arrays.copyOf(before, before.length - 2 * BLOCK))
                .raw(senseless)
                .bytes();
        assertThat(new Unpacking(folder).fails(tar, ExitStatus.NOT_PROVEN)).hasMessageContaining(why);
    }

    @Test
    void timesBeyondAllReasonAreNoReasonToFail() throws Exception {
        HandMadeTar tar = new HandMadeTar()
                .time(077777777777L)
                .file("a", "x")
                .pax("mtime", "999999999999999999.5")
                .file("b", "x")
                .pax("mtime", "-99999.25")
                .file("c", "x");
        assertThat(new Unpacking(folder).succeeds(tar.bytes()).files()).isEqualTo(3);
    }

    private static byte[] exampleTar() {
        byte[] random = new byte[700];
        new Random(3).nextBytes(random);
        return new HandMadeTar()
                .folder("m/")
                .file("m/start-up.sh", "echo m\n".repeat(200))
                .entry('L', "././@LongLink", "m/" + "n".repeat(200) + "\0")
                .file("short", "x")
                .pax("path", "m/pax", "mtime", "1700000000.5", "uid", "0")
                .entry('0', "m/x", random)
                .symbolicLink("m/link", "pax")
                .hardLink("m/hard", "m/pax")
                .bytes();
    }

    @Test
    void cutAtEveryBlockAndNearItIsAlwaysDamage() throws Exception {
        byte[] tar = exampleTar();
        for (int length = 0; length < tar.length - BLOCK; length += BLOCK) {
            new Unpacking(folder).fails(Arrays.copyOf(tar, length), ExitStatus.NOT_PROVEN);
            new Unpacking(folder).fails(Arrays.copyOf(tar, length + 100), ExitStatus.NOT_PROVEN);
        }
        assertThat(new Unpacking(folder).succeeds(tar).files()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip -n", "xz", "xz --check=crc32", "zstd --check", "bzip2"})
    void compressedAndCutAnywhereIsAlwaysDamage(String tool) throws Exception {
        byte[] archive = compressed(tool);
        for (int length = 0; length < archive.length; length += archive.length / 40) {
            AgentException failure = new Unpacking(folder).fails(Arrays.copyOf(archive, length), ExitStatus.NOT_PROVEN);
            assertThat(failure.getMessage()).doesNotContain("()");
        }
        assertThat(new Unpacking(folder).succeeds(archive).files()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat", "gzip -n", "xz", "zstd --check", "bzip2"})
    void aFlippedBitIsNeverAnythingButARefusalInWords(String tool) throws Exception {
        byte[] archive = compressed(tool);
        Random random = new Random(11);
        int unnoticed = 0;
        for (int i = 0; i < 300; i++) {
            byte[] flipped = archive.clone();
            int bit = random.nextInt(archive.length * 8);
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Throwable thrown = catchThrowable(() -> unpack(flipped));
            if (thrown == null) {
                unnoticed++;
            } else {
                assertThat(thrown).as("bit " + bit).isInstanceOf(AgentException.class);
                assertThat(((AgentException) thrown).status()).isIn(ExitStatus.NOT_PROVEN, ExitStatus.REFUSED);
            }
            assertThat(folder.resolve("bundles")).as("bit " + bit).isEmptyDirectory();
        }
        // A tar has sums only over headers, and a gzip header fields that mean nothing here.
        assertThat(unnoticed).isLessThan(tool.equals("cat") ? 300 : 20);
    }

    private void unpack(byte[] archive) throws IOException {
        try (Staging staging = Staging.in(folder.resolve("bundles"))) {
            new Unpacker(Limits.DEFAULT, new RecordedEvents())
                    .unpack(new ByteArrayInputStream(archive), staging.folder());
        }
    }

    private byte[] compressed(String tool) throws Exception {
        Tools.need(tool.split(" ", 2)[0]);
        Files.write(folder.resolve("tar"), exampleTar());
        Tools.bash(folder, tool + " < tar > compressed");
        return Files.readAllBytes(folder.resolve("compressed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat", "gzip", "xz", "zstd", "bzip2"})
    void aFailureOfTheStreamBelowPassesUnchanged(String tool) throws Exception {
        byte[] archive = compressed(tool);
        AgentException cut = new AgentException(ExitStatus.NOT_FETCHED, "It", "was cut", "Try");
        for (int length : new int[] {0, 100, archive.length / 2, archive.length}) {
            InputStream failing = failingAfter(archive, length, cut);
            assertThatThrownBy(() -> new Unpacking(folder).succeeds(failing)).isSameAs(cut);
            assertThat(Trees.names(folder.resolve("bundles"))).isEmpty();
        }
    }

    private static InputStream failingAfter(byte[] archive, int length, IOException failure) {
        return new FilterInputStream(new ByteArrayInputStream(archive, 0, length)) {
            @Override
            public int read(byte[] buffer, int offset, int count) throws IOException {
                int read = super.read(buffer, offset, Math.min(count, 1000));
                if (read < 0) {
                    throw failure;
                }
                return read;
            }
        };
    }

    @Test
    void theStreamIsReadToItsEndBehindTheEndOfTheTar() throws Exception {
        ByteArrayInputStream stream = new ByteArrayInputStream(Arrays.copyOf(exampleTar(), 1_000_000));
        new Unpacking(folder).succeeds(stream);
        assertThat(stream.available()).isZero();
    }
}
