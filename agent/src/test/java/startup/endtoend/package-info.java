/** The agent from outside: {@code agent.jar} as a process, on bundles that real tools made, beside the old pipeline. */
@NullMarked
package startup.endtoend;

import org.jspecify.annotations.NullMarked;
