package startup.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import startup.base.AgentException;

/** What a loss of power may leave of a journal. */
public final class CutJournal {
    private final byte[] bytes;

    private CutJournal(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Of that one; what is after its last record is left out. */
    public static CutJournal of(Path journal) throws IOException {
        int whole = (int) Journal.read(journal, record -> {});
        return new CutJournal(Arrays.copyOf(Files.readAllBytes(journal), whole));
    }

    public int length() {
        return bytes.length;
    }

    /** Where each record ends, the last of them at {@link #length}. */
    public List<Integer> borders() {
        List<Integer> borders = new ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                borders.add(i + 1);
            }
        }
        return borders;
    }

    /** The same run, all of it on a boot of the machine that is over. */
    public CutJournal ofAnotherBoot() throws IOException {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        int begin = 0;
        for (int end : borders()) {
            JournalLine line =
                    JournalLine.parse(Arrays.copyOfRange(bytes, begin, end - 1)).orElseThrow();
            changed.writeBytes(
                    new JournalLine(line.startsCommit(), line.json().replace(BootId.current(), JournalRecords.BOOT))
                            .bytes());
            begin = end;
        }
        return new CutJournal(changed.toByteArray());
    }

    /** Puts its first bytes there, and zeros after them as in the room that a journal has ahead. */
    public void write(Path journal, int length, int zeros) throws IOException {
        Files.write(journal, Arrays.copyOf(Arrays.copyOf(bytes, length), length + zeros));
    }

    /** What an agent finds in such a file. */
    public static RunHistory history(Path journal) throws AgentException {
        RunHistory history = new RunHistory();
        Journal.read(journal, history);
        return history;
    }

    /** The text of it, for a test's description. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
