package startup.cli;

import java.time.Duration;
import java.util.Optional;
import startup.aws.Encryption;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.boot.LogOrder;
import startup.log.LogDestination;

/** What the options say of the log's delivery. */
final class LogOptions {
    private static final Duration SHIP_TIMEOUT = Duration.ofSeconds(60);

    private final Session session;

    LogOptions(Session session) {
        this.session = session;
    }

    /** Empty if it stays on the machine. */
    Optional<LogOrder> order() throws AgentException {
        Arguments arguments = session.arguments();
        Optional<LogDestination> destination = LogDestination.parse(
                arguments.value(CliOption.LOGS).orElse("none"),
                session.terminal().workingFolder());
        Encryption encryption = encryption(arguments);
        Duration patience = patience();
        return destination.map(there -> new LogOrder(there, encryption, patience));
    }

    /** How long the end of a run waits for its log to be delivered. */
    Duration patience() throws AgentException {
        return session.arguments().duration(CliOption.SHIP_TIMEOUT).orElse(SHIP_TIMEOUT);
    }

    private static Encryption encryption(Arguments arguments) throws AgentException {
        Optional<String> algorithm = arguments.has(CliOption.LOGS_SSE)
                ? Optional.of(arguments.choice(CliOption.LOGS_SSE, "AES256", "aws:kms", "aws:kms:dsse"))
                : Optional.empty();
        Optional<String> key = arguments.value(CliOption.LOGS_KMS_KEY);
        if (key.isPresent() && !algorithm.orElse("").startsWith("aws:kms")) {
            throw new AgentException(
                    ExitStatus.USAGE,
                    "--logs-kms-key cannot be accepted",
                    "it needs --logs-sse aws:kms",
                    "Add that, or leave the key out");
        }
        return new Encryption(algorithm, key);
    }
}
