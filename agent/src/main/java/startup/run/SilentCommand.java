package startup.run;

import java.io.File;
import java.io.IOException;
import java.util.List;

/**
 * A short command of the agent's own, without input or output. Not by Commons Exec, which takes an interrupt for its own
 * and forgets it: this one is waited for whatever comes, and the thread stays interrupted.
 */
final class SilentCommand {
    private SilentCommand() {}

    /** Its exit status. */
    static int run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.onExit().join().exitValue();
    }
}
