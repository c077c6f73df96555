package startup.base;

import java.util.Optional;

/**
 * What somebody may have meant by a name that is not known: the known one that the fewest edits turn it into.
 *
 * <p>Source: Levenshtein distance, by Wagner and Fischer's table, of which two rows are kept.
 */
public final class NearestName {
    private NearestName() {}

    /** Empty if none is near: a guess that changes more than a third of the word (or more than 2 of few) helps nobody. */
    public static Optional<String> of(String given, Iterable<String> known) {
        int best = Math.max(2, given.length() / 3) + 1;
        String nearest = null;
        for (String name : known) {
            int distance = distance(given, name);
            if (distance < best) {
                best = distance;
                nearest = name;
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[above.length];
            current[0] = row;
            for (int column = 1; column < current.length; column++) {
                int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[to.length()];
    }
}
