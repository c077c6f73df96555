package startup.bundle;

import java.util.List;

/**
 * One thing to make under the bundle's folder, wherever its description came from.
 *
 * @param target where a link leads, as stored, one byte a character; empty for what is no link
 * @param size the length of a file, holes included; 0 for anything else
 * @param extents what of a file is stored, in ascending order
 */
record Entry(EntryPath path, Kind kind, Attributes attributes, String target, long size, List<Extent> extents) {
    enum Kind {
        FILE,
        FOLDER,
        SYMBOLIC_LINK,
        HARD_LINK
    }

    /** How many bytes of a file are stored. */
    long stored() {
        long stored = 0;
        for (Extent extent : extents) {
            stored += extent.length();
        }
        return stored;
    }
}
