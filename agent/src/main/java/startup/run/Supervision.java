package startup.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import startup.base.Events;
import startup.base.ProcessText;
import startup.base.Ticker;
import startup.log.OutputFollowers;

/**
 * What attempts are run with, the same for all modules of a run.
 *
 * @param cgroups of this run
 * @param followers read what attempts print; closed by whoever made them, after the run
 * @param grace between TERM and KILL
 * @param random for the pauses between attempts
 */
public record Supervision(
        ShellTools tools,
        Cgroups cgroups,
        OutputFollowers followers,
        Events events,
        Ticker ticker,
        RandomGenerator random,
        Duration grace) {
    /** Source: DESIGN, "An attempt". */
    public static final Duration USUAL_GRACE = Duration.ofSeconds(10);

    /** Signal 3 in a mask of signals from 1. */
    private static final long QUIT = 1L << (3 - 1);

    /** How scripts are run on this machine, found out once for all attempts. */
    Wrapper wrapper() {
        return new Wrapper(tools, new GivenLimits(Path.of("/proc")).softOpenFiles(), resetsQuit(), given());
    }

    private static Map<String, String> given() {
        return ProcessText.ofThisProcess().variables(System.getenv());
    }

    TreeStopper stopper() {
        return new TreeStopper(tools, ticker, grace);
    }

    /**
     * Whether QUIT has to be given back to children, and can be. Which threads of a JVM block it is the JVM's affair, but
     * children inherit it. GNU env can unblock since coreutils 8.31; busybox cannot, and there it stays.
     */
    private boolean resetsQuit() {
        return quitIsBlocked() && canResetQuit();
    }

    /** Source: proc_pid_status(5): {@code SigBlk:}, a mask in hexadecimal digits. */
    private static boolean quitIsBlocked() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/thread-self/status"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("SigBlk:")) {
                    String mask = line.substring(line.indexOf(':') + 1).trim();
                    return (Long.parseUnsignedLong(mask, 16) & QUIT) != 0;
                }
            }
        } catch (IOException unknown) {
            return true;
        }
        return true;
    }

    private boolean canResetQuit() {
        String env = tools.env().toString();
        try {
            return SilentCommand.run(List.of(env, "--default-signal=QUIT", env, "-i")) == 0;
        } catch (IOException cannot) {
            return false;
        }
    }
}
