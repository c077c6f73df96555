package startup.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import startup.base.Ticker;

/**
 * How the scripts of an attempt are found again which an agent began that is no more.
 *
 * @param left what that agent noted
 * @param boot as {@link BootId#current}
 */
record Adoption(ModuleHistory.UnderWay left, String boot, Ticker ticker) {
    /** For how long the attempt has run, as far as that can be told. */
    Duration age() {
        return left.process()
                .filter(process -> BootId.same(process.boot(), boot))
                .map(ProcessName::age)
                .orElse(Duration.ZERO);
    }

    /** {@code start-up.sh}, which writes that status file. */
    Adopted startUp(Path status) {
        return Adopted.find(left.process(), status, left.boot(), boot, ticker);
    }

    /** A {@code check.sh}, of which no agent notes the process. */
    Adopted check(Path status) {
        return Adopted.find(Optional.empty(), status, left.boot(), boot, ticker);
    }
}
