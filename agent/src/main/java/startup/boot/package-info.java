/**
 * The story of a run, readable aloud: metadata, open, prove, unpack, plan, run, report.
 *
 * <p>In: what the operator asked for. Out: one verdict. Holds the order of the steps; how a step is done is another
 * room's, but for what joins several: {@code Chronicle} keeps and delivers what is told of a run. Start reading at
 * {@link startup.boot.Boot}. May use: every room but {@code cli}.
 */
@NullMarked
package startup.boot;

import org.jspecify.annotations.NullMarked;
