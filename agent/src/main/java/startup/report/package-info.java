/**
 * What happened, for people and for other systems.
 *
 * <p>In: the results of a run. Out: the verdict's document and the summary's text. Never decides what a result is, nor
 * prints. Start reading at {@link startup.report.VerdictDocument}. May use: {@code plan}, {@code run}, {@code log},
 * {@code aws}, {@code http}, {@code base}.
 */
@NullMarked
package startup.report;

import org.jspecify.annotations.NullMarked;
