package startup.run;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * Reads a journal from its first record to its last whole one, and tells what a loss of power tore from what was damaged
 * later. Each commit is on disk before the next is written, so only the last one can be torn: a bad line that a whole
 * first line of a commit follows was whole once.
 *
 * <p>Memory: one line.
 */
final class JournalReader {
    private static final String SET_ASIDE = "move the run's folder away and start anew";

    private final Path file;
    private final Consumer<JournalRecord> records;
    private long offset;
    private long wholeBytes;
    private long number;
    private boolean torn;
    private long firstBadOffset;

    private JournalReader(Path file, Consumer<JournalRecord> records) {
        this.file = file;
        this.records = records;
    }

    /**
     * Hands every whole record on, in order.
     *
     * @return how many bytes from the beginning are whole; what follows is torn, or room
     * @throws AgentException exit status 15 for a damaged record, and for one that this agent does not understand
     */
    static long read(Path file, Consumer<JournalRecord> records) throws IOException {
        // No channel: an interrupted thread has to be able to read too.
        try (InputStream bytes = new BufferedInputStream(new FileInputStream(file.toFile()), 1 << 16)) {
            return new JournalReader(file, records).read(bytes);
        }
    }

    private long read(InputStream bytes) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = bytes.read(); octet >= 0; octet = bytes.read()) {
            if (octet != '\n') {
                line.write(octet);
                continue;
            }
            take(line.toByteArray());
            offset += line.size() + 1;
            line.reset();
        }
        if (JournalLine.hasLostItsEnd(line.toByteArray())) {
            note();
            throw damaged();
        }
        return wholeBytes;
    }

    private void take(byte[] line) throws IOException {
        Optional<JournalLine> whole = JournalLine.parse(line);
        if (whole.isEmpty()) {
            note();
            if (JournalLine.hasLostItsEnd(line)) {
                throw damaged();
            }
        } else if (!torn) {
            number++;
            records.accept(record(whole.get().json()));
            wholeBytes = offset + line.length + 1;
        } else if (whole.get().startsCommit()) {
            throw damaged();
        }
    }

    /** The first bad line is the one to tell of. */
    private void note() {
        if (!torn) {
            torn = true;
            number++;
            firstBadOffset = offset;
        }
    }

    private JournalRecord record(String json) throws AgentException {
        try {
            return RecordReader.read(json);
        } catch (IOException strange) {
            throw new AgentException(
                    ExitStatus.MACHINE,
                    "The run cannot go on: record " + number + " of its journal " + file + " cannot be understood",
                    String.valueOf(strange.getMessage()),
                    "Let the version of the agent resume it that began it, or " + SET_ASIDE,
                    strange);
        }
    }

    private AgentException damaged() {
        return new AgentException(
                ExitStatus.MACHINE,
                "The run cannot go on: record " + number + " of its journal " + file + " is damaged",
                "its checksum does not match at byte " + firstBadOffset + ", and what follows shows that it was whole",
                "Check this machine's disk, then " + SET_ASIDE);
    }
}
