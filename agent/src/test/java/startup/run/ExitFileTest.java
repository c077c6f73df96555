package startup.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitFileTest {
    @ParameterizedTest
    @CsvSource({
        "'session 7\nstatus 0\n', 0, false",
        "'session 7\nstatus 143\n', 143, false",
        "'session 7\nTerminated\nstatus 143\n', 143, true",
        "'session 7\nbash: line 8: 7 Killed ( echo status 3 )\nstatus 137\n', 137, true",
        "'bash: warning: setlocale: cannot change locale\nsession 7\nstatus 143\n', 143, false",
        "'session 7\nbash: ulimit: cannot modify\nstatus 1\n', 1, false",
        "'status 127\n', 127, false",
    })
    void theLastLineTellsTheStatusAndWhatBashSaidTellsASignal(String text, int status, boolean bySignal) {
        assertThat(ExitFile.parse(text).ending()).contains(new Ending(status, bySignal));
    }

    @ParameterizedTest
    @CsvSource({"''", "'session 7\n'", "'session 7\nstatus 1'", "'session 7\nstatus x\n'", "'status'"})
    void untilTheLastLineIsWholeNothingHasEnded(String text) {
        assertThat(ExitFile.parse(text).ending()).isEmpty();
    }

    @Test
    void theSessionIsKnownBeforeTheEnd() {
        assertThat(ExitFile.parse("session 4711\n").session()).hasValue(4711);
        assertThat(ExitFile.parse("").session()).isEmpty();
        assertThat(ExitFile.read(Path.of("/nowhere/1.exit")).session()).isEmpty();
    }
}
