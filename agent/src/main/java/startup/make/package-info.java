/**
 * What an operator prepares at the desk: the user-data of a machine.
 *
 * <p>In: what was asked for, checked by {@code cli} as a boot would check it. Out: bytes to be handed to the cloud. Never
 * fetches, never runs anything, and the same wish gives the same bytes. Start reading at
 * {@link startup.make.UserData}. May use: {@code base}.
 */
@NullMarked
package startup.make;

import org.jspecify.annotations.NullMarked;
