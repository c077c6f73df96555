/**
 * Tar in, under one folder, safely: the safety rules, the limits, the staging.
 *
 * <p>In: unsealed bytes, not yet trusted, or a directory. Out: a folder that appears by one rename after the last check,
 * or a refusal that names the entry and leaves nothing. Knows nothing of keys, networks or modules. May use:
 * {@code base}.
 */
@NullMarked
package startup.bundle;

import org.jspecify.annotations.NullMarked;
