package startup.bundle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Pieces of files on their way to the disk, many small ones or one large, in one buffer that is used again: handing over
 * each small file by itself would cost more than to write it.
 */
final class Batch {
    private static final int SIZE = 256 * 1024;

    /** Each holds a file open. */
    private static final int MAX_PIECES = 64;

    private final byte[] bytes = new byte[SIZE];
    private final List<Piece> pieces = new ArrayList<>(MAX_PIECES);
    private int used;

    private record Piece(OpenFile file, int from, int length, long position, boolean last) {}

    byte[] bytes() {
        return bytes;
    }

    /** Where the next piece begins. */
    int used() {
        return used;
    }

    int room() {
        return SIZE - used;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    boolean isFull() {
        return used == SIZE || pieces.size() == MAX_PIECES;
    }

    /** {@code length} bytes that have been put at {@link #used} go to {@code position} of {@code file}. */
    void add(OpenFile file, int length, long position, boolean last) {
        pieces.add(new Piece(file, used, length, position, last));
        used += length;
    }

    void write() throws IOException {
        for (Piece piece : pieces) {
            if (piece.length() > 0) {
                piece.file().write(bytes, piece.from(), piece.length(), piece.position());
            }
            if (piece.last()) {
                piece.file().finish();
            }
        }
    }

    void abandon() {
        for (Piece piece : pieces) {
            piece.file().abandon();
        }
    }

    void clear() {
        pieces.clear();
        used = 0;
    }
}
