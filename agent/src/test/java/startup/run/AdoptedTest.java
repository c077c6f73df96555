package startup.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.Ticker;

class AdoptedTest {
    @TempDir
    Path folder;

    private Adopted adopted(String written, String boot) throws IOException {
        Path status = Files.writeString(folder.resolve("1.exit"), written);
        return Adopted.find(Optional.empty(), status, boot, BootId.current(), Ticker.system());
    }

    @Test
    void theSessionOfAnotherBootIsNobodysToSignal() throws IOException {
        String written = "session 1\n";
        assertThat(adopted(written, BootId.current()).exitFile().session()).hasValue(1);
        assertThat(adopted(written, JournalRecords.NEXT_BOOT).exitFile().session())
                .isEmpty();
    }

    @Test
    void anEndBySignalCountsOnlyOnItsOwnBootForAMachineThatGoesDownEndsAll() throws IOException {
        String written = "session 1\nTerminated\nstatus 143\n";
        assertThat(adopted(written, BootId.current()).ending()).contains(new Ending(143, true));
        assertThat(adopted(written, JournalRecords.NEXT_BOOT).ending()).isEmpty();
    }

    @Test
    void aScriptsOwnEndCountsOnEveryBoot() throws IOException {
        String written = "session 1\nstatus 7\n";
        assertThat(adopted(written, JournalRecords.NEXT_BOOT).ending()).contains(new Ending(7, false));
    }

    @Test
    void aScriptThatNobodyWritesForHasEnded() throws Exception {
        Adopted gone = adopted("session 999999999\n", BootId.current());
        assertThat(gone.wrapper()).isEmpty();
        assertThat(gone.await(Duration.ofMinutes(1))).isTrue();
        assertThat(gone.ending()).isEmpty();
    }

    @Test
    void whatWasStoppedAtItsLimitIsKnownAsThatHoweverItEnded() throws IOException {
        assertThat(adopted("session 1\nlimit\n", BootId.current()).exitFile().atLimit())
                .isTrue();
        assertThat(adopted("session 1\nlimit\nstatus 0\n", BootId.current())
                        .exitFile()
                        .atLimit())
                .isTrue();
        assertThat(adopted("session 1\nTerminated\nstatus 143\n", BootId.current())
                        .exitFile()
                        .atLimit())
                .isFalse();
    }
}
