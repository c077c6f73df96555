package startup.boot;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import startup.base.ExitStatus;
import startup.base.Ticker;

/**
 * What a run is given by the machine it is on.
 *
 * @param environment as the agent was given it
 * @param home for {@code HOME}, where the environment has none
 * @param stopSignal {@link ExitStatus#INTERRUPTED} or {@link ExitStatus#TERMINATED}; asked after an interrupt
 */
public record Machine(
        Map<String, String> environment,
        Path home,
        Ticker ticker,
        InstantSource wallClock,
        RandomGenerator random,
        Supplier<ExitStatus> stopSignal) {}
