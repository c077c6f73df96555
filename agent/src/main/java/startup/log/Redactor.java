package startup.log;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import startup.base.Secret;

/**
 * Takes secrets out of text: values that were {@linkplain #conceal told}, as they are, as base64 and URL-encoded, and
 * tokens that show by their shape. One pass per text, whatever the number of secrets, and one for each length of those
 * that are only known by their {@linkplain SecretPrints prints}. Safe for many threads.
 *
 * <p>Values of fewer than six bytes are not concealed, and of a longer one than 16 KiB only its beginning. Not
 * recognised are other encodings (hexadecimal, quoted in JSON) and what a program breaks over several lines, but for
 * PEM's private keys.
 */
public final class Redactor {
    private final Set<Needle> needles = new LinkedHashSet<>(WellKnownTokens.needles());
    private volatile @Nullable Automaton automaton;
    private volatile List<SecretPrints> known = List.of();
    private @Nullable PrintFile kept;

    /** From now on this value is taken out. The secret may be closed afterwards. */
    public synchronized void conceal(Secret secret) {
        if (needles.addAll(ConcealedForms.of(secret.copy()))) {
            automaton = null;
            keepPrints();
        }
    }

    /**
     * Keeps in that file by which an agent that goes on knows again what was concealed, and what will be; there is no
     * file where nothing was. Whoever ends the run deletes it.
     *
     * @param random for their salt
     */
    public synchronized void keepPrintsIn(Path file, RandomGenerator random) throws IOException {
        byte[] salt = new byte[SecretPrints.SALT_BYTES];
        random.nextBytes(salt);
        kept = new PrintFile(file, salt);
        kept.write(needles);
    }

    /** Conceals what an earlier agent did, whose prints are in that file, if there is one. */
    public synchronized void recognise(Path file) throws IOException {
        try {
            List<SecretPrints> more = new ArrayList<>(known);
            more.addAll(PrintFile.read(file));
            known = List.copyOf(more);
        } catch (NoSuchFileException nothingWasConcealed) {
            // then there is nothing to know again
        }
    }

    private void keepPrints() {
        try {
            if (kept != null) {
                kept.write(needles);
            }
        } catch (IOException diskFull) {
            // this agent conceals it all the same; only one that goes on after it would not
        }
    }

    /** The same text, each stretch of secrets in it replaced by {@code [redacted]}; itself if there is none. */
    public String redact(String text) {
        Redaction redaction = examine(text, 0);
        return redaction.hidesNothing() ? text : redaction.shownTo(text.length());
    }

    /** What in {@code text} must not be shown, its first {@code hidden} characters certainly. */
    Redaction examine(String text, int hidden) {
        Automaton search = search();
        Redaction redaction = new Redaction(text);
        search(redaction, search);
        PercentDecoded decoded = PercentDecoded.of(text);
        if (decoded != null) {
            Redaction behind = new Redaction(decoded.text());
            search(behind, search);
            redaction.takeOver(behind, decoded);
        }
        if (hidden > 0) {
            redaction.hide(0, hidden);
        }
        return redaction;
    }

    private void search(Redaction redaction, Automaton search) {
        search.search(redaction);
        for (SecretPrints prints : known) {
            prints.search(redaction);
        }
    }

    private Automaton search() {
        Automaton built = automaton;
        return built != null ? built : build();
    }

    private synchronized Automaton build() {
        Automaton built = automaton;
        if (built == null) {
            built = new Automaton(List.copyOf(needles));
            automaton = built;
        }
        return built;
    }
}
