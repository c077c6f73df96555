package startup.bundle;

import java.nio.file.attribute.FileTime;

/**
 * What an archive says of an entry besides its content.
 *
 * @param mode the lowest 12 bits: set-id, sticky, permissions
 * @param user a number, for a machine that does not know {@code userName}; empty if there is no name
 * @param group likewise
 */
record Attributes(int mode, long user, long group, String userName, String groupName, FileTime modified) {
    static final int SET_ID = 06000;

    boolean isSetId() {
        return (mode & SET_ID) != 0;
    }
}
