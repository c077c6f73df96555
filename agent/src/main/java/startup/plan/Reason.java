package startup.plan;

/** Why a module waits for another. */
enum Reason {
    REQUIRES("requires"),
    AFTER("after"),
    /** Neither is stated, and the other is before it by name. */
    BY_NAME("by name"),
    /** The whole plan has modules between them that were not chosen. */
    THROUGH_LEFT_OUT("through a module that is left out");

    private final String words;

    Reason(String words) {
        this.words = words;
    }

    /** In brackets after the other's name. */
    String words() {
        return words;
    }

    /** The strongest reason why {@code module} waits for {@code other}, which it does. */
    static Reason of(PlannedModule module, String other) {
        if (module.requires().contains(other)) {
            return REQUIRES;
        }
        if (module.after().contains(other)) {
            return AFTER;
        }
        boolean before = ModuleName.of(other).compareTo(ModuleName.of(module.name())) < 0;
        return before && !module.statesOrder() ? BY_NAME : THROUGH_LEFT_OUT;
    }
}
