/**
 * What every room speaks: failures and exit statuses, deadlines, retry, secrets, events, JSON.
 *
 * <p>In: nothing. Out: small values and the ports ({@link startup.base.Events}, {@link startup.base.Progress},
 * {@link startup.base.Ticker}) through which a lower room is heard by a higher one without knowing it. Knows no
 * network, no format and no module. Start reading at {@link startup.base.AgentException}. May use: nothing.
 */
@NullMarked
package startup.base;

import org.jspecify.annotations.NullMarked;
