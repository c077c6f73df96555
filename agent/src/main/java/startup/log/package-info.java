/**
 * Events on their way: redacted, numbered, shown on the console, spooled to disk and shipped.
 *
 * <p>In: what rooms tell, and the files that attempts print into. Out: {@code events.ndjson}, lines for people, and
 * objects in S3 or a folder, put there by the {@link startup.log.Shipper} while the spool is written. What
 * the libraries say through SLF4J arrives here too. Never fails a run: a full disk or a broken console is counted and
 * told. Start reading at {@link startup.log.EventLog}; secrets are the matter of {@link startup.log.Redactor}. The
 * events are described for their readers in docs/events.md. May use: {@code aws}, {@code base}.
 */
@NullMarked
package startup.log;

import org.jspecify.annotations.NullMarked;
