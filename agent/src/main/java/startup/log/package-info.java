/**
 * Events on their way: redacted, numbered, shown on the console and spooled to disk.
 *
 * <p>In: what rooms tell, and the files that attempts print into. Out: {@code events.ndjson} and lines for people. What
 * the libraries say through SLF4J arrives here too. Never fails a run. May use: {@code aws}, {@code base}.
 */
@NullMarked
package startup.log;

import org.jspecify.annotations.NullMarked;
