package startup.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import startup.base.Ticker;

/**
 * How the scripts of an attempt are found again which an agent began that is no more.
 *
 * @param left what that agent noted
 * @param mark what every process of the attempt has in its environment
 * @param boot as {@link BootId#current}
 */
record Adoption(ModuleHistory.UnderWay left, List<String> mark, String boot, Ticker ticker) {
    /** {@code start-up.sh}, which writes that status file. */
    Adopted startUp(Path status) {
        return Adopted.find(left.process(), status, mark, boot, ticker);
    }

    /** A {@code check.sh}, of which no agent notes the process. */
    Adopted check(Path status) {
        return Adopted.find(Optional.empty(), status, mark, boot, ticker);
    }
}
