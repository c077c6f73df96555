package startup.aws;

/**
 * Whether a text can be what it is said to be. A hotel's network answers every question with its login page, and an
 * instance id becomes part of the names of objects and folders.
 */
final class PlausibleValue {
    /** Longer than any value of one line that the service has. */
    private static final int MOST_CHARACTERS = 1024;

    private static final int MOST_OF_A_NAME = 128;

    private PlausibleValue() {}

    /** One line of visible characters, and no markup. */
    static boolean isLine(String text) {
        return text.length() <= MOST_CHARACTERS && text.chars().allMatch(c -> c >= ' ' && c != 0x7f && c != '<');
    }

    /** Of letters, digits, dots, {@code -} and {@code _}, beginning with a letter or digit. */
    static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= MOST_OF_A_NAME
                && isLetterOrDigit(text.charAt(0))
                && text.chars().allMatch(c -> isLetterOrDigit(c) || c == '.' || c == '-' || c == '_');
    }

    static boolean isInstanceId(String text) {
        return text.startsWith("i-") && isName(text);
    }

    /** Such as {@code eu-west-1}. */
    static boolean isRegion(String text) {
        return isName(text) && text.indexOf('-') > 0;
    }

    /** What can stand in a header: base64 and the like. */
    static boolean isToken(String text) {
        return !text.isEmpty() && isLine(text) && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
