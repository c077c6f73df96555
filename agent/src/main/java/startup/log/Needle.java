package startup.log;

import org.jspecify.annotations.Nullable;

/**
 * A text to look for.
 *
 * @param text what is looked for, as it is
 * @param before how many characters to hide before it too: in base64, one that holds bits of the secret beside others
 * @param after likewise, after it
 * @param shape if not null, the text is only the sign by which a token of this shape is recognised
 */
record Needle(String text, int before, int after, @Nullable TokenShape shape) {
    static Needle literal(String text) {
        return new Needle(text, 0, 0, null);
    }

    static Needle sign(String text, TokenShape shape) {
        return new Needle(text, 0, 0, shape);
    }
}
