/**
 * Executes a plan: attempts, their time limits and process trees, retries, checks.
 *
 * <p>In: a plan and the folder it came from. Out: one result per module. Owns the state folder. Never fetches, never
 * unpacks, and never judges more of a run than its verdict. Start reading at {@link startup.run.Runner}, then {@code
 * Attempt} and {@code Wrapper}, which is all that stays when the agent is killed. May use: {@code plan}, {@code log},
 * {@code base}.
 */
@NullMarked
package startup.run;

import org.jspecify.annotations.NullMarked;
