package startup.seal;

/** One key that may open a bundle. Its text never holds the key. */
sealed interface Key permits Password, AgeIdentity {
    /** The bytes are cleared; the key opens nothing afterwards. */
    void wipe();
}
