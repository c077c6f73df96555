package startup.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.AgentException;
import startup.base.ExitStatus;

class DigestingInputStreamTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 1",
        "1000, 1",
        "262143, 8192",
        "262144, 8192",
        "262145, 1000",
        "5000000, 65536",
        "3000001, 300000"
    })
    void theDigestIsThatOfAllBytesHoweverTheyAreRead(int size, int pieceSize) throws Exception {
        byte[] bytes = bytes(size);
        try (DigestingInputStream stream = over(bytes, Optional.of(sha256(bytes)))) {
            byte[] piece = new byte[pieceSize];
            int read = 0;
            for (int n = stream.read(piece); n >= 0; n = stream.read(piece)) {
                read += n;
            }
            assertThat(read).isEqualTo(size);
            assertThat(stream.digest()).isEqualTo(sha256(bytes));
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @Test
    void bytesReadOneByOneOrSkippedCountToo() throws Exception {
        byte[] bytes = bytes(2000);
        try (DigestingInputStream stream = over(bytes, Optional.empty())) {
            assertThat(stream.read()).isEqualTo(bytes[0] & 0xff);
            assertThat(stream.skip(100)).isEqualTo(100);
            stream.drain();
            assertThat(stream.digest()).isEqualTo(sha256(bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000, 3_000_000})
    void otherBytesThanTheDemandedOnesHaveNoEndAndBothDigestsAreNamed(int size) throws Exception {
        byte[] bytes = bytes(size);
        Sha256 demanded = sha256(new byte[] {1, 2, 3});
        try (DigestingInputStream stream = over(bytes, Optional.of(demanded))) {
            assertThatExceptionOfType(AgentException.class)
                    .isThrownBy(stream::drain)
                    .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.NOT_PROVEN))
                    .withMessageContaining(demanded.hex())
                    .withMessageContaining(sha256(bytes).hex());
            assertThatThrownBy(stream::read).as("failed stays failed").isInstanceOf(AgentException.class);
            assertThatThrownBy(stream::digest).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aFailureBelowPassesUnchangedAndStays() throws Exception {
        AgentException cut = new AgentException(ExitStatus.NOT_FETCHED, "a", "b", "c");
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw cut;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw cut;
            }
        };
        try (DigestingInputStream stream = new DigestingInputStream(broken, Optional.empty())) {
            assertThatThrownBy(stream::read).isSameAs(cut);
            assertThatThrownBy(stream::drain).isSameAs(cut);
        }
    }

    @Test
    void closingBeforeTheEndEndsTheThread() throws Exception {
        DigestingInputStream stream = over(bytes(2_000_000), Optional.empty());
        assertThat(stream.readNBytes(1_000_000)).hasSize(1_000_000);
        stream.close();
        stream.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("digest"));
    }

    @Test
    void anInterruptIsKeptAndLosesNothing() throws Exception {
        byte[] bytes = bytes(4_000_000);
        try (DigestingInputStream stream = over(bytes, Optional.of(sha256(bytes)))) {
            Thread.currentThread().interrupt();
            stream.drain();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static DigestingInputStream over(byte[] bytes, Optional<Sha256> demanded) {
        return new DigestingInputStream(new ByteArrayInputStream(bytes), demanded);
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static Sha256 sha256(byte[] bytes) throws Exception {
        return Sha256.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
