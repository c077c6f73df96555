package startup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.base.Event;
import startup.base.Json;
import startup.base.RecordedEvents;

class SpoolTest {
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    Path folder;

    private final RecordedEvents told = new RecordedEvents();
    private final FullDisk disk = new FullDisk();

    private EventLog log() {
        return new EventLog(InstantSource.fixed(Instant.parse("2026-11-22T10:15:03.120Z")), new Redactor(), List.of());
    }

    private Spool openSpool(Path file) throws IOException {
        return Spool.open(file, "ID", Optional::empty, told);
    }

    private Spool spoolOn(SpoolFile file, Duration longestWait) {
        return new Spool(file, new EventLine("ID", Optional::empty), 0, told, longestWait);
    }

    private static LoggedEvent logged(long sequence, Event.Level level) {
        return new LoggedEvent(Instant.EPOCH, sequence, Event.of(level, "a", "message " + sequence));
    }

    private static List<Long> sequencesIn(Path file) throws IOException {
        return sequencesOf(Files.readString(file));
    }

    private static List<Long> sequencesOf(String text) throws IOException {
        assertThat(text.isEmpty() || text.endsWith("\n")).isTrue();
        List<Long> sequences = new ArrayList<>();
        for (String line : text.lines().toList()) {
            assertThat(Json.parse(line))
                    .extracting("event")
                    .extracting("sequence")
                    .isInstanceOf(Long.class);
            sequences.add(Long.valueOf(line.replaceAll(".*\"sequence\":([0-9]+).*", "$1")));
        }
        return sequences;
    }

    @Test
    void eventsAreInTheFileAfterAFlushAndOnlyTheOwnerReadsIt() throws IOException {
        Path file = folder.resolve("events.ndjson");
        EventLog log = log();
        log.addSink(openSpool(file));
        log.info("a", "one");
        log.info("a", "two");
        log.flush();
        assertThat(sequencesIn(file)).containsExactly(1L, 2L);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        log.close();
    }

    @Test
    void aWarningIsWrittenAtOnceWithAllBeforeIt() {
        disk.makeRoom(Integer.MAX_VALUE);
        Spool spool = spoolOn(disk, NEVER);
        spool.accept(logged(1, Event.Level.INFO));
        assertThat(disk.text()).isEmpty();
        spool.accept(logged(2, Event.Level.WARN));
        assertThat(disk.text().lines()).hasSize(2);
        spool.close();
    }

    @Test
    void anythingElseIsWrittenWithoutBeingAskedFor() throws Exception {
        disk.makeRoom(Integer.MAX_VALUE);
        Spool spool = spoolOn(disk, Duration.ofMillis(1));
        for (int i = 1; i <= 3; i++) {
            spool.accept(logged(i, Event.Level.INFO));
            assertThat(disk.written.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
        }
        spool.close();
        assertThat(sequencesOf(disk.text())).containsExactly(1L, 2L, 3L);
    }

    @Test
    void muchIsWrittenBeforeTheTimeIsUp() {
        disk.makeRoom(Integer.MAX_VALUE);
        Spool spool = spoolOn(disk, NEVER);
        for (int i = 1; i <= 1000; i++) {
            spool.accept(logged(i, Event.Level.INFO));
        }
        assertThat(disk.text()).hasSizeGreaterThan(64 * 1024);
        spool.close();
        assertThat(disk.text().lines()).hasSize(1000);
    }

    @Test
    void aResumedRunGoesOnWhereTheFileEnds() throws IOException {
        Path file = folder.resolve("events.ndjson");
        for (int run = 0; run < 3; run++) {
            EventLog log = log();
            log.info("a", "before the spool");
            log.addSink(openSpool(file));
            log.info("a", "with the spool");
            log.close();
        }
        assertThat(sequencesIn(file)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void whereverTheLastLineWasTornItIsCutOff() throws IOException {
        Path file = folder.resolve("events.ndjson");
        EventLog first = log();
        first.addSink(openSpool(file));
        first.info("a", "one");
        first.info("a", "two ü");
        first.close();
        byte[] whole = Files.readAllBytes(file);
        int firstLine = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int size = 0; size <= whole.length; size++) {
            Files.write(file, java.util.Arrays.copyOf(whole, size));
            long expected = size == whole.length ? 2 : size >= firstLine ? 1 : 0;
            Spool spool = openSpool(file);
            assertThat(spool.lastSequence()).isEqualTo(expected);
            spool.close();
            assertThat(Files.size(file)).isEqualTo(expected == 2 ? whole.length : expected == 1 ? firstLine : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\0\0\0\0", "\0\0\n\0\n", "{\"event\":1}\n", "[]\n\n\n{", "{\"event\":{\"sequence\":\"x\"}}\n"})
    void whatIsNoEventIsCutOff(String rubbish) throws IOException {
        Path file = folder.resolve("events.ndjson");
        String line = "{\"event\":{\"sequence\":7}}\n";
        Files.writeString(file, line + rubbish.repeat(5000));
        Spool spool = openSpool(file);
        spool.close();
        assertThat(spool.lastSequence()).isEqualTo(7);
        assertThat(Files.readString(file)).isEqualTo(line);
    }

    @Test
    void aLineLongerThanABlockIsReadBackWhole() throws IOException {
        Path file = folder.resolve("events.ndjson");
        EventLog log = log();
        log.addSink(openSpool(file));
        log.info("a", "\u0001".repeat(64 * 1024));
        log.close();
        assertThat(openSpool(file).lastSequence()).isEqualTo(1);
        assertThat(sequencesIn(file)).containsExactly(1L);
    }

    @Test
    void whenTheDiskIsFullTheRunGoesOnAndItIsToldOnce() {
        Spool spool = spoolOn(disk, NEVER);
        for (int i = 1; i <= 50_000; i++) {
            spool.accept(logged(i, i % 100 == 0 ? Event.Level.ERROR : Event.Level.INFO));
        }
        spool.flush();
        spool.close();
        assertThat(disk.text()).isEmpty();
        assertThat(spool.lost()).isEqualTo(50_000);
        assertThat(told.all()).hasSize(1);
        assertThat(told.messages("log.full").get(0)).contains("No space left on device");
    }

    @Test
    void whatWaitedInMemoryIsWrittenWhenThereIsRoomAgain() throws IOException {
        Spool spool = spoolOn(disk, NEVER);
        for (int i = 1; i <= 100; i++) {
            spool.accept(logged(i, Event.Level.WARN));
        }
        disk.makeRoom(777);
        spool.flush();
        assertThat(disk.text()).hasSize(777);
        disk.makeRoom(Integer.MAX_VALUE);
        spool.flush();
        assertThat(sequencesOf(disk.text()))
                .isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
        assertThat(told.messages("log.lost"))
                .containsExactly("The log's file can be written again; 0 events were lost");
        assertThat(spool.lost()).isZero();
    }

    @Test
    void linesThatFoundNoRoomInMemoryAreCountedAndTheOthersAreWhole() throws IOException {
        Spool spool = spoolOn(disk, NEVER);
        for (int i = 1; i <= 20_000; i++) {
            spool.accept(logged(i, Event.Level.WARN));
        }
        disk.makeRoom(Integer.MAX_VALUE);
        spool.flush();
        List<Long> kept = sequencesOf(disk.text());
        assertThat(kept)
                .isEqualTo(LongStream.rangeClosed(1, kept.size()).boxed().toList());
        assertThat(spool.lost()).isEqualTo(20_000 - kept.size()).isPositive();
        assertThat(told.messages("log.lost").get(0)).contains(spool.lost() + " events were lost");
        spool.accept(logged(20_001, Event.Level.WARN));
        assertThat(disk.text()).contains("\"sequence\":20001}");
    }

    @Test
    void aRealFullDeviceFailsNothing() throws IOException {
        SpoolFile full = SpoolFile.open(Path.of("/dev/full"));
        EventLog log = log();
        RecordedSink console = new RecordedSink();
        Spool spool = new Spool(full, new EventLine("ID", Optional::empty), 0, log, NEVER);
        log.addSink(spool);
        log.addSink(console);
        log.warn("a", "one");
        log.warn("a", "two");
        log.close();
        assertThat(console.messages()).hasSize(3).first().isEqualTo("one");
        assertThat(console.messages().get(1)).contains("cannot be written").contains("No space left on device");
        assertThat(console.sequences()).containsExactly(1L, 2L, 3L);
        assertThat(spool.lost()).isEqualTo(3);
    }

    @Test
    void anInterruptedThreadLogsTooAndStaysInterrupted() throws IOException {
        Path file = folder.resolve("events.ndjson");
        Spool spool = openSpool(file);
        Thread.currentThread().interrupt();
        try {
            spool.accept(logged(1, Event.Level.WARN));
            spool.flush();
            spool.accept(logged(2, Event.Level.WARN));
            spool.close();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(sequencesIn(file)).containsExactly(1L, 2L);
        assertThat(told.all()).isEmpty();
    }

    @Test
    void whatComesAfterTheCloseIsCounted() throws IOException {
        Spool spool = openSpool(folder.resolve("events.ndjson"));
        spool.close();
        spool.accept(logged(1, Event.Level.ERROR));
        spool.flush();
        spool.close();
        assertThat(spool.lost()).isEqualTo(1);
        assertThat(folder.resolve("events.ndjson")).isEmptyFile();
    }

    @Test
    void anotherWritersAppendIsNotOverwritten() throws IOException {
        Path file = folder.resolve("events.ndjson");
        Spool spool = openSpool(file);
        spool.accept(logged(1, Event.Level.WARN));
        Files.writeString(file, "x\n", StandardOpenOption.APPEND);
        spool.accept(logged(2, Event.Level.WARN));
        spool.close();
        assertThat(Files.readString(file)).contains("}\nx\n{");
    }

    /** A disk with so many bytes of room. */
    private static final class FullDisk implements SpoolFile {
        private final StringBuilder text = new StringBuilder();
        private final Semaphore written = new Semaphore(0);
        private int room;

        @Override
        public synchronized void write(ByteBuffer bytes) throws IOException {
            int count = Math.min(Math.min(room, bytes.remaining()), 1000);
            if (count == 0) {
                throw new IOException("No space left on device");
            }
            byte[] taken = new byte[count];
            bytes.get(taken);
            text.append(new String(taken, StandardCharsets.US_ASCII));
            room -= count;
            if (!bytes.hasRemaining()) {
                written.release();
            }
        }

        @Override
        public void force() {}

        @Override
        public void close() {}

        synchronized void makeRoom(int bytes) {
            room = bytes;
        }

        synchronized String text() {
            return text.toString();
        }
    }
}
