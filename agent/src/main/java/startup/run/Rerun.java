package startup.run;

import java.util.Set;

/** Which modules {@code --rerun} names: they run whatever they did before. */
public record Rerun(boolean all, Set<String> names) {
    public static final Rerun NONE = new Rerun(false, Set.of());
    public static final Rerun ALL = new Rerun(true, Set.of());

    public Rerun {
        names = Set.copyOf(names);
    }

    boolean asksFor(String module) {
        return all || names.contains(module);
    }
}
