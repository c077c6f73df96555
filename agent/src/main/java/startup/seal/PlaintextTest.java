package startup.seal;

/**
 * Knows how a bundle begins: a tar header, or what a compressed tar begins with. Up to 48 candidates are put to it for
 * each password, so a test that looks at three bytes only would be wrong once in some 350,000 passwords; the more of the
 * head it understands, the better.
 */
@FunctionalInterface
public interface PlaintextTest {
    /**
     * Whether these bytes can be the beginning of a bundle.
     *
     * @param head the first bytes of the plaintext; its content is not kept
     * @param length how many of them count, 0 to {@value Unsealer#HEAD_BYTES}; all of the plaintext if it is that short
     */
    boolean recognises(byte[] head, int length);
}
