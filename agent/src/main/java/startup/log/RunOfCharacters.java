package startup.log;

/**
 * A token that is a run of characters right after its sign, or after a few separators.
 *
 * @param alphabet what the run consists of
 * @param least the shortest run that is a token
 * @param most the longest
 * @param label whether the sign is a label that stays visible, which separators may follow; else it is the token's
 *     beginning
 */
record RunOfCharacters(Alphabet alphabet, int least, int most, boolean label) implements TokenShape {
    private static final String SEPARATORS = " \t:=\"'>\\";
    private static final int MOST_SEPARATORS = 8;
    static final int ANY_LENGTH = Integer.MAX_VALUE;

    static RunOfCharacters token(Alphabet alphabet, int least) {
        return new RunOfCharacters(alphabet, least, ANY_LENGTH, false);
    }

    static RunOfCharacters after(Alphabet alphabet, int least) {
        return new RunOfCharacters(alphabet, least, ANY_LENGTH, true);
    }

    @Override
    public void hideIn(Redaction redaction, int from, int at) {
        String text = redaction.text();
        // Without this, a text that repeats the sign would be read to its end again and again.
        if (redaction.hides(at - 1) || (!label && continuesAWord(text, from))) {
            return;
        }
        int start = label ? afterSeparators(text, at) : at;
        int limit = most == ANY_LENGTH ? text.length() : Math.min(text.length(), start + most + 1);
        int end = alphabet.endOfRun(text, start, limit);
        if (end == text.length()) {
            redaction.leaveOpen(from);
        }
        if (end - start >= least && end - start <= most) {
            redaction.hide(label ? start : from, end);
        }
    }

    private static boolean continuesAWord(String text, int from) {
        return from > 0 && Alphabet.ALPHANUMERIC.has(text.charAt(from - 1));
    }

    private static int afterSeparators(String text, int from) {
        int limit = Math.min(text.length(), from + MOST_SEPARATORS);
        int at = from;
        while (at < limit && SEPARATORS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }
}
