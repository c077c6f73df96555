package startup.log;

/** The password in {@code scheme://user:password@host}. Source: RFC 3986, section 3.2.1. */
final class PasswordInUrl implements TokenShape {
    static final String SIGN = "://";

    @Override
    public void hideIn(Redaction redaction, int from, int at) {
        String text = redaction.text();
        int colon = -1;
        int end = at;
        while (end < text.length() && isInUserInfo(text.charAt(end))) {
            if (colon < 0 && text.charAt(end) == ':') {
                colon = end;
            }
            end++;
        }
        if (end == text.length()) {
            redaction.leaveOpen(from);
        } else if (text.charAt(end) == '@' && colon >= 0) {
            redaction.hide(colon + 1, end);
        }
    }

    private static boolean isInUserInfo(char c) {
        return c > ' ' && c != '@' && c != '/' && c != '?' && c != '#' && c != '"' && c != '\'' && c != '<';
    }
}
