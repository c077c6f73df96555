package startup.log;

/**
 * A signed token: base64url of a JSON object, a dot, the same again. One object alone may be anything and stays.
 * Source: RFC 7519, section 3.1.
 */
final class JsonWebToken implements TokenShape {
    /** Base64 of <code>{"</code>, with which every such object begins. */
    static final String SIGN = "eyJ";

    @Override
    public void hideIn(Redaction redaction, int from, int at) {
        String text = redaction.text();
        if (redaction.hides(from) || (from > 0 && isPart(text.charAt(from - 1)))) {
            return;
        }
        int dot = Alphabet.WORD.endOfRun(text, at, text.length());
        if (dot == text.length() || text.length() - dot <= SIGN.length()) {
            redaction.leaveOpen(from);
        }
        if (text.startsWith("." + SIGN, dot)) {
            int end = dot;
            while (end < text.length() && isPart(text.charAt(end))) {
                end++;
            }
            redaction.hide(from, end);
            if (end == text.length()) {
                redaction.leaveOpen(from);
            }
        }
    }

    private static boolean isPart(char c) {
        return c == '.' || Alphabet.WORD.has(c);
    }
}
