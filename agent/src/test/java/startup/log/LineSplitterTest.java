package startup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSplitterTest {
    private final List<String> lines = new ArrayList<>();
    private final List<Integer> parts = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter((text, part, offset) -> {
        lines.add(text);
        parts.add(part);
        offsets.add(offset);
    });

    private void feed(byte[] bytes, int piece) {
        for (int at = 0; at < bytes.length; at += piece) {
            splitter.feed(bytes, at, Math.min(piece, bytes.length - at));
        }
    }

    private void feed(String text, int piece) {
        feed(text.getBytes(StandardCharsets.UTF_8), piece);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void linesAreTheSameHoweverTheyArrive(int piece) {
        feed("one\ntwö\r\n\n\r\nthree\rand a half\nrest", piece);
        splitter.finish();

        assertThat(lines).containsExactly("one", "twö", "", "", "three\rand a half", "rest");
        assertThat(offsets).containsExactly(0L, 4L, 10L, 11L, 13L, 30L);
        assertThat(parts).containsOnly(0);
    }

    @Test
    void anUnterminatedLineWaitsForItsEnd() {
        feed("half", 4);
        assertThat(lines).isEmpty();
        feed(" and half\n", 100);
        splitter.finish();

        assertThat(lines).containsExactly("half and half");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4099, LineSplitter.LONGEST, 1_000_000})
    void aLineOfTheGreatestLengthStaysWhole(int piece) {
        feed("x".repeat(LineSplitter.LONGEST) + "\r\n", piece);

        assertThat(lines).containsExactly("x".repeat(LineSplitter.LONGEST));
        assertThat(parts).containsExactly(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {4099, LineSplitter.LONGEST, 1_000_000})
    void aLongerLineComesInNumberedPartsAndTheNextIsWholeAgain(int piece) {
        String text = "x".repeat(2 * LineSplitter.LONGEST) + "y";
        feed(text + "\nnext\n", piece);

        assertThat(parts).containsExactly(1, 2, 3, 0);
        assertThat(String.join("", lines)).isEqualTo(text + "next");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void partsAreCutBetweenCodePoints(int shift) {
        String text = "x".repeat(shift) + "\uD83D\uDE00".repeat(LineSplitter.LONGEST / 2);
        feed(text + "\n", 10_000);

        assertThat(String.join("", lines)).isEqualTo(text);
        assertThat(lines).noneMatch(line -> line.contains("\uFFFD"));
    }

    @Test
    void whatIsNotUtf8BecomesAReplacementCharacter() {
        feed(new byte[] {'a', (byte) 0xFF, 'b', (byte) 0xC3, '\n', (byte) 0xA4, '\n'}, 1);

        assertThat(lines).containsExactly("a\uFFFDb\uFFFD", "\uFFFD");
    }

    @Test
    void continuationBytesWithoutEndAreCutAllTheSame() {
        byte[] bytes = new byte[LineSplitter.LONGEST + 10];
        Arrays.fill(bytes, (byte) 0x80);
        feed(bytes, 5000);
        splitter.finish();

        assertThat(parts).containsExactly(1, 2);
        assertThat(lines.get(0)).hasSize(LineSplitter.LONGEST);
    }

    @Test
    void nothingFedIsNoLine() {
        splitter.finish();

        assertThat(lines).isEmpty();
    }
}
