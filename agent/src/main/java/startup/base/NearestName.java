package startup.base;

import java.util.Optional;

/**
 * The word that was probably meant: the one with the fewest letters to insert, delete, replace, or swap with their
 * neighbour. Source: "optimal string alignment", as in Boytsov, "Indexing methods for approximate dictionary searching"
 * (2011). Upper and lower case count as the same, for {@code Requires} means {@code requires}.
 */
public final class NearestName {
    private NearestName() {}

    /** The first of the nearest; empty only if there are no words. */
    public static Optional<String> to(String word, Iterable<String> words) {
        Optional<String> nearest = Optional.empty();
        int least = Integer.MAX_VALUE;
        for (String candidate : words) {
            int distance = Math.abs(candidate.length() - word.length()) < least ? distance(word, candidate) : least;
            if (distance < least) {
                least = distance;
                nearest = Optional.of(candidate);
            }
        }
        return nearest;
    }

    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (same(a, i, b, j) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && same(a, i, b, j - 1) && same(a, i - 1, b, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
        }
        return row[b.length()];
    }

    /** Whether the letters at these places, counted from 1, are the same. */
    private static boolean same(String a, int i, String b, int j) {
        return Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
    }
}
