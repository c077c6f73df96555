/**
 * One class per command: parses, wires everything, prints, chooses the exit status.
 *
 * <p>The only room that touches standard streams and the environment, and the only place that builds the graph of
 * objects. Start reading at {@code Main}. May use: every room.
 */
@NullMarked
package startup.cli;

import org.jspecify.annotations.NullMarked;
