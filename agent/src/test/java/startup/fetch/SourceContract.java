package startup.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every source of bytes promises to the stages that read from it. */
@Timeout(60)
abstract class SourceContract {
    private static final int SIZE = 150_001;

    final FetchBench bench = new FetchBench();

    @AfterEach
    void closeBench() {
        bench.close();
    }

    /** Opens a source of exactly this content. */
    abstract Opened open(byte[] content) throws IOException;

    /** Whether its length is known before its end. */
    abstract boolean tellsLength();

    /** Whether to close it ends it, instead of only leaving it. */
    boolean isOwned() {
        return true;
    }

    static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(7).nextBytes(content);
        return content;
    }

    /** Without printing either. */
    static void assertSame(byte[] read, byte[] content) {
        assertThat(Arrays.mismatch(read, content)).as("first byte that differs").isEqualTo(-1);
    }

    @Test
    void everyByteComesOnceAndInOrder() throws IOException {
        byte[] content = content(SIZE);
        try (Opened opened = open(content)) {
            assertSame(opened.bytes().readAllBytes(), content);
        }
    }

    @Test
    void readsOfAnySizeMayBeMixed() throws IOException {
        byte[] content = content(SIZE);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[70_000];
        int[] sizes = {1, 70_000, 7, 513, 8192, 9000};
        try (Opened opened = open(content)) {
            InputStream bytes = opened.bytes();
            for (int i = 0; ; i++) {
                int one = bytes.read();
                int count = one < 0 ? -1 : bytes.read(buffer, 3, Math.min(sizes[i % 6], buffer.length - 3));
                if (one >= 0) {
                    read.write(one);
                }
                if (count < 0) {
                    break;
                }
                read.write(buffer, 3, count);
            }
        }
        assertSame(read.toByteArray(), content);
    }

    @Test
    void theEndStaysTheEnd() throws IOException {
        try (Opened opened = open(content(3))) {
            assertThat(opened.bytes().readNBytes(3)).hasSize(3);
            assertThat(opened.bytes().read()).isEqualTo(-1);
            assertThat(opened.bytes().read(new byte[9])).isEqualTo(-1);
            assertThat(opened.bytes().read()).isEqualTo(-1);
        }
    }

    @Test
    void aReadOfNothingIsNothingAndNoEnd() throws IOException {
        try (Opened opened = open(content(1))) {
            assertThat(opened.bytes().read(new byte[0])).isZero();
            assertThat(opened.bytes().read()).isNotEqualTo(-1);
        }
    }

    @Test
    void anEmptySourceIsEmptyAndNoFailure() throws IOException {
        try (Opened opened = open(new byte[0])) {
            assertThat(opened.bytes().read()).isEqualTo(-1);
        }
    }

    @Test
    void theLengthIsToldWhereTheSourceKnowsIt() throws IOException {
        try (Opened opened = open(content(SIZE))) {
            if (tellsLength()) {
                assertThat(opened.length()).hasValue(SIZE);
            } else {
                assertThat(opened.length()).isEmpty();
            }
        }
    }

    @Test
    void theStartAndTheEndAreTold() throws IOException {
        try (Opened opened = open(content(2048))) {
            assertThat(bench.events.messages("fetch.started")).hasSize(1);
            assertThat(bench.events.messages("fetch.finished")).isEmpty();
            opened.bytes().readAllBytes();
            assertThat(opened.bytes().read()).isEqualTo(-1);
            assertThat(bench.events.messages("fetch.finished"))
                    .singleElement()
                    .asString()
                    .contains(": 2.0 KiB in ");
        }
    }

    @Test
    void closingTwiceIsClosingOnceAndReadsFailAfterIt() throws IOException {
        Opened opened = open(content(SIZE));
        opened.close();
        opened.close();
        if (isOwned()) {
            assertThatThrownBy(() -> opened.bytes().readAllBytes()).isInstanceOf(IOException.class);
        }
        assertThat(bench.events.messages("fetch.finished")).isEmpty();
    }
}
