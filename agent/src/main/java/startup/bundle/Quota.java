package startup.bundle;

import startup.base.AgentException;
import startup.base.HumanSize;

/** Counts what one bundle brings and refuses what is over a limit before it is written. One thread's. */
final class Quota {
    /** Others write to the disk too, so what was free is asked again after so many bytes. */
    private static final long ASK_AGAIN = 64L << 20;

    /** What a file takes on disk at least, near enough. */
    private static final long BLOCK = 4096;

    /** Extended headers and padding are no files, and a tight limit is not meant for them. */
    private static final long LEAST_OVERHEAD = 1L << 30;

    private final Limits limits;
    private final DiskSpace disk;
    private final long reserve;
    private long files;
    private long bytes;
    private long passedOver;
    private long room;

    Quota(Limits limits, DiskSpace disk) {
        this.limits = limits;
        this.disk = disk;
        this.reserve = Math.min(Limits.RESERVE, disk.total() / 10);
    }

    /** One more entry. */
    void entry(EntryPath path) throws AgentException {
        files++;
        if (files > limits.maxFiles()) {
            throw Refusal.overLimit(
                    "with the entry '" + path + "' it has more than " + limits.maxFiles() + " files",
                    "Allow more with --max-files if the bundle is yours");
        }
        occupy(BLOCK, path);
    }

    /**
     * A file that is about to be written.
     *
     * @param size its length
     * @param stored how much of that is no hole
     */
    void file(EntryPath path, long size, long stored) throws AgentException {
        if (size > limits.maxSize() - bytes) {
            throw Refusal.overLimit(
                    "with the entry '" + path + "' of " + HumanSize.format(size) + " it is larger than "
                            + HumanSize.format(limits.maxSize()),
                    "Allow more with --max-size if the bundle is yours");
        }
        bytes += size;
        occupy(stored, path);
    }

    /** Bytes that were decompressed and dropped: they fill no disk, but a bomb of them would never end. */
    void passedOver(long count) throws AgentException {
        passedOver += count;
        long most = Math.max(limits.maxSize(), LEAST_OVERHEAD);
        if (passedOver > most) {
            throw Refusal.overLimit(
                    "more than " + HumanSize.format(most) + " in it belong to no file", "Pack the bundle again");
        }
    }

    private void occupy(long count, EntryPath path) throws AgentException {
        room -= count;
        if (room >= 0 || disk.total() == 0) {
            return;
        }
        long free = disk.usable() - reserve;
        if (free < count) {
            throw Refusal.overLimit(
                    "the entry '" + path + "' would leave less than " + HumanSize.format(reserve)
                            + " free on the disk it is unpacked to",
                    "Make room there, or choose a larger disk with --state");
        }
        room = Math.min(free - count, ASK_AGAIN);
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }
}
