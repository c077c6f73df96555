package startup.log;

import java.io.IOException;

/** Holds the objects of logs, each written whole or not at all, and again with the same name in place of the old one. */
public interface LogStore {
    /**
     * Returns when it is there for others to read.
     *
     * @param name a relative path, by {@link LogLayout}
     * @throws IOException if it is not, or nobody knows; putting it again does no harm
     */
    void put(String name, byte[] content) throws IOException;
}
