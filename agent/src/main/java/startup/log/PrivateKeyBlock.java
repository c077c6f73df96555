package startup.log;

/**
 * A private key in PEM, from its first line to its last. In a log these are many events, so what begins in one line and
 * does not end there is remembered by {@link OutputRedaction}. Source: RFC 7468; OpenPGP's armor, RFC 9580, section 6.2.
 */
final class PrivateKeyBlock implements TokenShape {
    static final String SIGN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    /** Longer than any label: {@code OPENSSH PRIVATE KEY}, {@code PGP PRIVATE KEY BLOCK}. */
    private static final int LONGEST_LABEL = 40;

    @Override
    public void hideIn(Redaction redaction, int from, int at) {
        String text = redaction.text();
        int labelEnd = text.indexOf(DASHES, at);
        if (labelEnd < 0 || labelEnd - at > LONGEST_LABEL) {
            if (text.length() - at <= LONGEST_LABEL) {
                redaction.leaveOpen(from);
            }
            return;
        }
        if (!redaction.hides(from) && text.substring(at, labelEnd).contains("PRIVATE KEY")) {
            int end = endOf(text, labelEnd + DASHES.length());
            redaction.hide(from, end < 0 ? text.length() : end);
            if (end < 0) {
                redaction.beginKey();
                redaction.leaveOpen(from);
            }
        }
    }

    /** The first character after the block that goes on at {@code from}, or -1 if it does not end in this text. */
    static int endOf(String text, int from) {
        int end = text.indexOf(END, from);
        int closed = end < 0 ? -1 : text.indexOf(DASHES, end + END.length());
        return closed < 0 ? -1 : closed + DASHES.length();
    }

    /** Whether a line can lie between the first and the last: base64, a header, or nothing. */
    static boolean canContain(String line) {
        String body = line.strip();
        return Alphabet.BASE64.endOfRun(body, 0, body.length()) == body.length()
                || body.startsWith("Proc-Type: ")
                || body.startsWith("DEK-Info: ")
                || body.startsWith("Comment: ")
                || body.startsWith("Version: ");
    }
}
