/**
 * The story of a run, readable aloud: metadata, open, prove, unpack, plan, run, report.
 *
 * <p>In: what the operator asked for. Out: one verdict. Holds the order of the steps and nothing of how a step is done.
 * Start reading at {@code Boot}. May use: every room but {@code cli}.
 */
@NullMarked
package startup.boot;

import org.jspecify.annotations.NullMarked;
