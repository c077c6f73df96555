package startup.run;

import java.time.Instant;
import startup.plan.ModuleDigest;

/**
 * The last success of a module on this machine.
 *
 * @param at by the wall clock; for people
 * @param boot as {@link BootId#current} at that time
 */
public record Success(String module, ModuleDigest digest, String run, Instant at, String boot) {}
