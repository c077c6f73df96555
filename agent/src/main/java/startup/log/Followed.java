package startup.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import startup.base.Event;
import startup.base.Events;
import startup.base.HumanSize;

/**
 * The output file of one attempt, as far as it has been read. Safe for several threads: who drains reads in its own
 * thread, in turn with the thread that follows.
 *
 * <p>A {@link RandomAccessFile} and not a channel: an interrupt of the thread that drains would close a channel.
 */
public final class Followed {
    static final int BUFFER = 64 * 1024;

    private final Path path;
    private final String module;
    private final int attempt;
    private final long mostBytes;
    private final Events events;

    /** Null once the attempt has ended: a descriptor for each attempt of a run may be more than a process may have. */
    private @Nullable RandomAccessFile file;

    private final LineSplitter lines;
    private ToldOutput told;
    private long position;
    private long bytes;
    private volatile boolean ended;
    private volatile boolean overflowed;

    /** Goes on after what an earlier agent told of the file. */
    Followed(Path path, String module, int attempt, ToldOutput told, long mostBytes, Events events) throws IOException {
        this.path = path;
        this.module = module;
        this.attempt = attempt;
        this.mostBytes = mostBytes;
        this.events = events;
        RandomAccessFile opened = new RandomAccessFile(path.toFile(), "r");
        this.file = opened;
        // a file that became shorter was cut, and begins anew
        this.told = opened.length() < told.offset() ? ToldOutput.NOTHING : told;
        ToldOutput.Start start = this.told.startIn(opened);
        this.position = start.offset();
        this.bytes = start.offset();
        this.lines = new LineSplitter(this::line, start.offset(), start.parts());
        opened.seek(position);
    }

    /**
     * Returns when all that is in the file now has been told, up to the limit; once the attempt has ended, a last line
     * without a line end too.
     */
    public void drain() {
        byte[] buffer = new byte[BUFFER];
        long now = size();
        boolean more = true;
        while (more) {
            more = isBefore(now) && readSome(buffer);
        }
        finishIfEnded();
    }

    /** A daemon may print faster than this reads, so a drain ends where the file ended when it began. */
    private synchronized long size() {
        try {
            return length();
        } catch (IOException unreadable) {
            return 0;
        }
    }

    private synchronized boolean isBefore(long size) {
        return position < size || size() < position;
    }

    /**
     * The attempt has ended: drains, and from now on takes what has no line end yet for a line. What a daemon that it left
     * behind prints is still read.
     */
    public void end() {
        synchronized (this) {
            ended = true;
        }
        drain();
        release();
    }

    boolean hasEnded() {
        return ended;
    }

    /** Bytes that the attempt has printed, as far as they have been read. */
    public synchronized long bytes() {
        return bytes;
    }

    /** Whether the attempt printed more than it may. What is over the limit is not read. */
    public boolean overflowed() {
        return overflowed;
    }

    /** What is followed. */
    public Path path() {
        return path;
    }

    /** Reads at most one buffer; says whether there was anything. */
    synchronized boolean readSome(byte[] buffer) {
        try {
            long size = length();
            if (size < position) {
                startAnew();
            }
            if (bytes + (size - position) > mostBytes) {
                overflow();
            }
            int count = (int) Math.min(Math.min(buffer.length, size - position), mostBytes - bytes);
            return count > 0 && tell(buffer, read(buffer, count));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private long length() throws IOException {
        return file == null ? Files.size(path) : file.length();
    }

    private int read(byte[] buffer, int count) throws IOException {
        if (file != null) {
            return file.read(buffer, 0, count);
        }
        try (RandomAccessFile again = new RandomAccessFile(path.toFile(), "r")) {
            again.seek(position);
            return again.read(buffer, 0, count);
        }
    }

    private boolean tell(byte[] buffer, int count) {
        if (count <= 0) {
            return false;
        }
        position += count;
        bytes += count;
        lines.feed(buffer, 0, count);
        return true;
    }

    /** {@code echo x > /dev/stderr} opens the file behind it and cuts it to nothing. */
    private void startAnew() throws IOException {
        position = 0;
        if (file != null) {
            file.seek(0);
        }
        lines.rewind();
        told = ToldOutput.NOTHING;
    }

    private void overflow() {
        if (!overflowed) {
            overflowed = true;
            events.emit(Event.ofModule(
                    Event.Level.WARN,
                    "module.overflowed",
                    module,
                    attempt,
                    "Output after the first " + HumanSize.format(mostBytes) + " is not shown"));
        }
    }

    private synchronized void finishIfEnded() {
        if (ended) {
            lines.finish();
        }
    }

    private void line(String text, int part, long offset) {
        Event line = Event.output(module, attempt, text, part, Math.max(0, offset));
        if (offset <= told.offset()) {
            recall(line);
        } else {
            events.emit(line);
        }
    }

    private void recall(Event line) {
        events.recall(line);
        if (line.offset() == told.offset() && line.part() < told.part()) {
            // what was held back of it came as one more piece, for nothing followed
            events.recall(Event.output(module, attempt, "", 0, line.offset()));
        }
    }

    void close() {
        end();
    }

    /** Holds the file open no more; a line that has no end yet is left for whoever goes on. */
    synchronized void release() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException readingOnly) {
            // A file that was only read has nothing to lose.
        }
        file = null;
    }
}
