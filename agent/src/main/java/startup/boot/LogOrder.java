package startup.boot;

import java.time.Duration;
import startup.aws.Encryption;
import startup.log.LogDestination;

/**
 * How the log is to leave the machine.
 *
 * @param patience how long the end of a run waits for what is not delivered yet
 */
public record LogOrder(LogDestination destination, Encryption encryption, Duration patience) {}
