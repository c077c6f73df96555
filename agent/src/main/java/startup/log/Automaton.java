package startup.log;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Finds every occurrence of many texts in one pass, overlapping ones too, in time that grows with the length of what is
 * searched and not with the number of texts. Immutable once built.
 *
 * <p>A node is a prefix of some needle; node 0 is the empty one. Children hang in lists, for beyond the root there are
 * seldom more than two. Source: A. V. Aho and M. J. Corasick, "Efficient string matching", CACM 18(6), 1975.
 */
final class Automaton {
    private static final int ROOT = 0;
    private static final int ASCII = 128;

    private final int[] rootByAscii = new int[ASCII];
    private char[] label = new char[256];
    private int[] depth = new int[256];
    private int[] firstChild = new int[256];
    private int[] nextSibling = new int[256];
    /** The longest proper suffix of a node that is a node. */
    private int[] fallback = new int[256];
    /** The nearest node on the way of fallbacks, the node itself included, that is a whole needle; 0 if none. */
    private int[] hit = new int[256];

    private @Nullable Needle[] needle = new Needle[256];
    private int nodes = 1;
    private boolean beyondAscii;

    Automaton(List<Needle> needles) {
        for (Needle each : needles) {
            add(each);
        }
        link();
    }

    private void add(Needle added) {
        int node = ROOT;
        for (int i = 0; i < added.text().length(); i++) {
            char c = added.text().charAt(i);
            int child = child(node, c);
            node = child != 0 ? child : grow(node, c);
        }
        if (needle[node] == null) {
            needle[node] = added;
            hit[node] = node;
        }
    }

    private int grow(int parent, char c) {
        if (nodes == label.length) {
            makeRoom(nodes * 2);
        }
        int node = nodes++;
        label[node] = c;
        depth[node] = depth[parent] + 1;
        nextSibling[node] = firstChild[parent];
        firstChild[parent] = node;
        if (parent == ROOT && c < ASCII) {
            rootByAscii[c] = node;
        } else if (parent == ROOT) {
            beyondAscii = true;
        }
        return node;
    }

    private void makeRoom(int capacity) {
        label = Arrays.copyOf(label, capacity);
        depth = Arrays.copyOf(depth, capacity);
        firstChild = Arrays.copyOf(firstChild, capacity);
        nextSibling = Arrays.copyOf(nextSibling, capacity);
        fallback = Arrays.copyOf(fallback, capacity);
        hit = Arrays.copyOf(hit, capacity);
        needle = Arrays.copyOf(needle, capacity);
    }

    /** Breadth first, for a fallback is always shallower than its node. */
    private void link() {
        Queue<Integer> waiting = new ArrayDeque<>();
        waiting.add(ROOT);
        while (!waiting.isEmpty()) {
            int parent = waiting.remove();
            for (int node = firstChild[parent]; node != 0; node = nextSibling[node]) {
                fallback[node] = parent == ROOT ? ROOT : step(fallback[parent], label[node]);
                hit[node] = hit[node] != 0 ? hit[node] : hit[fallback[node]];
                waiting.add(node);
            }
        }
    }

    private int child(int node, char c) {
        if (node == ROOT && (c < ASCII || !beyondAscii)) {
            return c < ASCII ? rootByAscii[c] : 0;
        }
        int child = firstChild[node];
        while (child != 0 && label[child] != c) {
            child = nextSibling[child];
        }
        return child;
    }

    private int step(int from, char c) {
        int node = from;
        int child = child(node, c);
        while (child == 0 && node != ROOT) {
            node = fallback[node];
            child = child(node, c);
        }
        return child;
    }

    /** Marks in {@code redaction} what is found in its text, and what may be the beginning of more. */
    void search(Redaction redaction) {
        String text = redaction.text();
        int node = ROOT;
        for (int i = 0; i < text.length(); i++) {
            node = step(node, text.charAt(i));
            if (hit[node] != 0) {
                mark(redaction, hit[node], i + 1);
            }
        }
        redaction.leaveOpen(text.length() - depth[node]);
    }

    private void mark(Redaction redaction, int first, int end) {
        for (int node = first; node != 0; node = hit[fallback[node]]) {
            Needle found = needle[node];
            if (found == null) {
                return;
            }
            int start = end - depth[node];
            if (found.shape() != null) {
                found.shape().hideIn(redaction, start, end);
            } else {
                redaction.hide(start - found.before(), end + found.after());
            }
        }
    }
}
