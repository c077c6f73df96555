/**
 * Executes a plan: attempts, their time limits and process trees, retries, checks.
 *
 * <p>In: a plan and the folder it came from. Out: one result per module. Owns the state folder. Never fetches, never
 * unpacks, and never judges a run as a whole. May use: {@code plan}, {@code log}, {@code base}.
 */
@NullMarked
package startup.run;

import org.jspecify.annotations.NullMarked;
