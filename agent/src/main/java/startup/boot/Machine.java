package startup.boot;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import startup.aws.InstanceLookup;
import startup.base.ExitStatus;
import startup.base.Ticker;

/**
 * What a run is given by the machine it is on.
 *
 * @param environment as the agent was given it
 * @param home for {@code HOME}, where the environment has none
 * @param host the host's name, which names it where no metadata does
 * @param agent the agent's own version
 * @param instance what the cloud says of it
 * @param stopSignal {@link ExitStatus#INTERRUPTED} or {@link ExitStatus#TERMINATED}; asked after an interrupt
 */
public record Machine(
        Map<String, String> environment,
        Path home,
        String host,
        String agent,
        InstanceLookup instance,
        Ticker ticker,
        InstantSource wallClock,
        RandomGenerator random,
        Supplier<ExitStatus> stopSignal) {}
