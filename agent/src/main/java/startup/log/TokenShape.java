package startup.log;

/** What follows the sign of a well-known kind of secret, and which of it must be hidden. */
interface TokenShape {
    /**
     * Hides what belongs to the token whose sign stands at {@code from}, or nothing if it is none. What could go on
     * after the text's end is left open from {@code from}.
     *
     * @param at the first character after the sign
     */
    void hideIn(Redaction redaction, int from, int at);
}
