package startup.seal;

/**
 * What CBC adds to fill the last block: n bytes of value n, 1 to 16.
 *
 * <p>Source: RFC 5652, section 6.3.
 */
final class Padding {
    private Padding() {}

    /** How many of the first {@code end} bytes are padding; 0 if their end is not right. */
    static int lengthOf(byte[] plaintext, int end) {
        int count = plaintext[end - 1];
        if (count < 1 || count > OpenSslCipher.BLOCK || count > end) {
            return 0;
        }
        for (int i = end - count; i < end; i++) {
            if (plaintext[i] != count) {
                return 0;
            }
        }
        return count;
    }
}
