package startup.log;

/** A set of ASCII characters, asked for every character of a token. */
final class Alphabet {
    static final Alphabet UPPER_AND_DIGITS = of("AZ09");
    static final Alphabet ALPHANUMERIC = of("azAZ09");
    static final Alphabet WORD = of("azAZ09__--");
    static final Alphabet BASE64 = of("azAZ09++//==");
    /** RFC 6750's {@code b64token}. */
    static final Alphabet BEARER = of("azAZ09--..__~~++//==");
    /** What ends neither a URL's parameter nor a field of an Authorization header. */
    static final Alphabet PARAMETER = of("azAZ09--..__~~++//==%%::!!**");

    private final long low;
    private final long high;

    private Alphabet(long low, long high) {
        this.low = low;
        this.high = high;
    }

    /** From pairs of a first and a last character. */
    private static Alphabet of(String ranges) {
        long low = 0;
        long high = 0;
        for (int i = 0; i < ranges.length(); i += 2) {
            for (char c = ranges.charAt(i); c <= ranges.charAt(i + 1); c++) {
                if (c < 64) {
                    low |= 1L << c;
                } else {
                    high |= 1L << (c - 64);
                }
            }
        }
        return new Alphabet(low, high);
    }

    boolean has(char c) {
        return c < 64 ? (low >>> c & 1) != 0 : c < 128 && (high >>> (c - 64) & 1) != 0;
    }

    /** Where the run of these characters that begins at {@code from} ends, at {@code limit} at the latest. */
    int endOfRun(String text, int from, int limit) {
        int at = from;
        while (at < limit && has(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
