/**
 * Which modules a bundle has, what their manifests say, and the order that follows.
 *
 * <p>In: an unpacked bundle's folder. Out: a plan as text, JSON or a graph, or every mistake at once. Knows YAML and graphs;
 * knows nothing of where the bundle came from or how a module is run. Reads files, and writes and starts nothing. Start
 * reading at {@link startup.plan.Planner}; the heart of the order is {@link startup.plan.ImpliedEdges}. May use:
 * {@code base}.
 */
@NullMarked
package startup.plan;

import org.jspecify.annotations.NullMarked;
