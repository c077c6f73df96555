package startup.cli;

import java.io.IOException;
import startup.base.ExitStatus;

/** One command, with its arguments already in its hands. */
interface Command {
    ExitStatus run() throws IOException, InterruptedException;
}
