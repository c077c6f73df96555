package startup.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.AgentException;
import startup.base.ExitStatus;

class JournalTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T10:15:03Z"));

    @TempDir
    Path folder;

    @Test
    void whatWasAppendedIsReadBackInOrderWhileItIsWrittenAndAfterwards() throws IOException {
        Path file = folder.resolve("journal");
        try (Journal journal = Journal.create(file, CLOCK)) {
            List<JournalRecord> written = new ArrayList<>();
            for (JournalRecord record : JournalRecords.oneOfEach()) {
                journal.append(record);
                written.add(record);
                assertThat(read(file)).isEqualTo(written);
            }
        }
        assertThat(read(file)).isEqualTo(JournalRecords.oneOfEach());
        assertThat(Files.readString(file)).endsWith("}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void anotherAgentGoesOnWhereTheLastOneWasKilled() throws IOException {
        Path file = folder.resolve("journal");
        Journal killed = Journal.create(file, CLOCK);
        killed.append(JournalRecords.begun());
        List<JournalRecord> found = new ArrayList<>();
        try (Journal next = Journal.goOn(file, CLOCK, found::add)) {
            next.append(JournalRecords.resumed(JournalRecords.BOOT));
        }
        assertThat(found).containsExactly(JournalRecords.begun());
        assertThat(read(file)).containsExactly(JournalRecords.begun(), JournalRecords.resumed(JournalRecords.BOOT));
    }

    @Test
    void aRunsJournalIsNotBegunTwice() throws IOException {
        Path file = folder.resolve("journal");
        Journal.create(file, CLOCK).close();
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> Journal.create(file, CLOCK))
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(ExitStatus.MACHINE));
    }

    @Test
    void aJournalThatIsNotThereCannotBeGoneOnWith() {
        Path file = folder.resolve("journal");
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> Journal.goOn(file, CLOCK, record -> {}))
                .withMessageContaining("there is none");
        assertThat(file).doesNotExist();
    }

    @Test
    void cutAnywhereInItsTailItIsReadAndKeepsEachWholeRecord() throws IOException {
        List<JournalRecord> written = JournalRecords.oneOfEach().subList(14, 20);
        byte[] whole = bytes(written);
        List<Integer> ends = ends(whole);
        for (int length = 0; length <= whole.length; length++) {
            int records = records(ends, length);
            List<JournalRecord> expected = written.subList(0, records);
            assertThat(read(file(Arrays.copyOf(whole, length))))
                    .as("cut at " + length)
                    .isEqualTo(expected);
        }
    }

    @Test
    void zerosThatALossOfPowerLeftAreCutOffAndTheNextRecordFollowsTheLastWholeOne() throws IOException {
        List<JournalRecord> records =
                List.of(JournalRecords.starting("a", 1), JournalRecords.started("a", 1), new JournalRecord.Rebooting());
        byte[] whole = bytes(records);
        List<Integer> ends = ends(whole);
        for (int from = ends.get(1); from <= whole.length; from++) {
            byte[] torn = Arrays.copyOf(Arrays.copyOf(whole, from), whole.length + 5000);
            List<JournalRecord> expected = records.subList(0, from == whole.length ? 3 : 2);
            Path file = file(torn);
            List<JournalRecord> found = new ArrayList<>();
            try (Journal journal = Journal.goOn(file, CLOCK, found::add)) {
                journal.append(new JournalRecord.Rebooting());
            }
            assertThat(found).as("zeros from " + from).isEqualTo(expected);
            assertThat(read(file)).hasSize(expected.size() + 1).endsWith(new JournalRecord.Rebooting());
        }
    }

    @Test
    void zerosBeforeTheEndOfTheLastRecordAreALossOfPowerToo() throws IOException {
        List<JournalRecord> records = JournalRecords.oneOfEach().subList(0, 4);
        byte[] whole = bytes(records);
        Arrays.fill(whole, ends(whole).get(2), whole.length - 10, (byte) 0);
        assertThat(read(file(whole))).isEqualTo(records.subList(0, 3));
    }

    @Test
    void aFlippedByteOfAnEarlierRecordIsAnErrorThatNamesTheRecord() throws IOException {
        byte[] whole = bytes(List.of(
                JournalRecords.starting("a", 1),
                new JournalRecord.Rebooting(),
                new JournalRecord.Interrupted("SIGINT")));
        List<Integer> ends = ends(whole);
        for (int at = 0; at < ends.get(1); at++) {
            int number = records(ends, at) + 1;
            for (int mask : new int[] {1, 0x20, 0x80, 0xff, whole[at] ^ '\n', whole[at]}) {
                if (mask != 0) {
                    byte[] damaged = whole.clone();
                    damaged[at] ^= (byte) mask;
                    assertThatExceptionOfType(AgentException.class)
                            .as("byte " + at + " mask " + mask)
                            .isThrownBy(() -> read(file(damaged)))
                            .withMessageContaining("record " + number + " of its journal")
                            .withMessageContaining("is damaged")
                            .satisfies(error -> assertThat(error.status()).isEqualTo(ExitStatus.MACHINE));
                }
            }
        }
    }

    @Test
    void aDamagedJournalIsLeftAsItIs() throws IOException {
        byte[] damaged = bytes(JournalRecords.oneOfEach());
        damaged[20] ^= 1;
        Path file = file(damaged);
        assertThatExceptionOfType(AgentException.class).isThrownBy(() -> Journal.goOn(file, CLOCK, record -> {}));
        assertThat(file).hasBinaryContent(damaged);
    }

    @Test
    void aRecordOfAnotherVersionIsNoDamageAndIsNotCutOff() throws IOException {
        byte[] strange = new JournalLine(true, "{\"record\":\"danced\"}").bytes();
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> read(file(strange)))
                .withMessageContaining("'danced'")
                .withMessageContaining("record 1 of");
    }

    @Test
    void threadsThatAppendAtOnceLoseNothingAndEachSeesItsOwnOrder() throws Exception {
        Path file = folder.resolve("journal");
        int threads = 8;
        int each = 50;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (Journal journal = Journal.create(file, CLOCK)) {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                String module = "m" + thread;
                all.add(executor.submit(() -> {
                    go.await();
                    for (int attempt = 1; attempt <= each; attempt++) {
                        journal.append(JournalRecords.starting(module, attempt));
                        Thread.currentThread().interrupt(); // and it goes on all the same
                        journal.append(JournalRecords.exited(module, attempt, 1));
                        assertThat(Thread.interrupted()).isTrue();
                    }
                    return null;
                }));
            }
            go.countDown();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            executor.shutdownNow();
        }
        List<JournalRecord> found = read(file);
        assertThat(found).hasSize(threads * each * 2);
        for (int thread = 0; thread < threads; thread++) {
            String module = "m" + thread;
            List<JournalRecord> expected = new ArrayList<>();
            for (int attempt = 1; attempt <= each; attempt++) {
                expected.add(JournalRecords.starting(module, attempt));
                expected.add(JournalRecords.exited(module, attempt, 1));
            }
            assertThat(found)
                    .filteredOn(
                            record -> ((JournalRecord.OfModule) record).module().equals(module))
                    .isEqualTo(expected);
        }
    }

    @Test
    void aTornCommitOfSeveralRecordsIsCutWhereItsDamageBegins() throws IOException {
        byte[] first = line(true, JournalRecords.begun());
        byte[] second = line(true, JournalRecords.starting("a", 1));
        byte[] together = line(false, JournalRecords.starting("b", 1));
        byte[] whole = concat(first, second, together);
        assertThat(read(file(whole))).hasSize(3);
        Arrays.fill(whole, first.length, first.length + 20, (byte) 0);
        assertThat(read(file(whole))).containsExactly(JournalRecords.begun());
        byte[] followed = concat(whole, line(true, new JournalRecord.Rebooting()));
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> read(file(followed)))
                .withMessageContaining("record 2 of");
    }

    @Test
    void aJournalThatOutgrowsItsRoomIsReadBackWhole() throws IOException {
        Path file = folder.resolve("journal");
        String name = "m".repeat(JournalFile.ROOM);
        try (Journal journal = Journal.create(file, CLOCK)) {
            for (int attempt = 1; attempt <= 3; attempt++) {
                journal.append(JournalRecords.starting("a", attempt));
                journal.append(JournalRecords.starting(name, attempt));
            }
        }
        assertThat(read(file)).hasSize(6).endsWith(JournalRecords.starting(name, 3));
    }

    @Test
    void whatCannotBeWrittenIsAnErrorAndNothingCountsAfterIt() throws IOException {
        Path file = folder.resolve("journal");
        Journal journal = Journal.create(file, CLOCK);
        journal.append(JournalRecords.begun());
        journal.close();
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(AgentException.class)
                    .isThrownBy(() -> journal.append(new JournalRecord.Rebooting()))
                    .withMessageContaining("was not written")
                    .satisfies(error -> assertThat(error.status()).isEqualTo(ExitStatus.MACHINE));
        }
        assertThat(read(file)).containsExactly(JournalRecords.begun());
    }

    private static List<JournalRecord> read(Path file) throws IOException {
        List<JournalRecord> records = new ArrayList<>();
        Journal.read(file, records::add);
        return records;
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("journal"), content);
    }

    private static byte[] bytes(List<JournalRecord> records) {
        byte[][] lines = new byte[records.size()][];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = line(true, records.get(i));
        }
        return concat(lines);
    }

    private static byte[] line(boolean startsCommit, JournalRecord record) {
        return new JournalLine(startsCommit, RecordWriter.write(record, CLOCK.instant())).bytes();
    }

    private static byte[] concat(byte[]... parts) {
        byte[] all = {};
        for (byte[] part : parts) {
            int before = all.length;
            all = Arrays.copyOf(all, before + part.length);
            System.arraycopy(part, 0, all, before, part.length);
        }
        return all;
    }

    /** Where each record ends. */
    private static List<Integer> ends(byte[] bytes) {
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                ends.add(i + 1);
            }
        }
        return ends;
    }

    /** How many records end within the first bytes. */
    private static int records(List<Integer> ends, int length) {
        return (int) ends.stream().filter(end -> end <= length).count();
    }
}
