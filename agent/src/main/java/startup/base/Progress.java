package startup.base;

import java.util.OptionalLong;

/** How far the download is, for a person who waits at a terminal. Called often and from one thread. */
public interface Progress {
    /** Nobody watches. */
    Progress UNSEEN = (bytes, total) -> {};

    /**
     * More bytes have come.
     *
     * @param bytes fetched so far
     * @param total the whole length, where the source told it
     */
    void fetched(long bytes, OptionalLong total);
}
