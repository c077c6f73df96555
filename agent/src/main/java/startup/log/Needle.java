package startup.log;

import java.util.Objects;
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

    /** By hand, as {@link #equals}: a boot asks it first of all, and a record's own costs a cold JVM 60 ms. */
    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Needle that
                && text.equals(that.text)
                && before == that.before
                && after == that.after
                && Objects.equals(shape, that.shape);
    }
}
