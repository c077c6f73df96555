/**
 * Which modules a bundle has, what their manifests say, and the order that follows.
 *
 * <p>In: an unpacked bundle's folder. Out: a plan, or every mistake at once. Reads, and starts nothing. May use:
 * {@code base}.
 */
@NullMarked
package startup.plan;

import org.jspecify.annotations.NullMarked;
