package startup.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import startup.aws.Encryption;

class DeliveryTest {
    private static final LogLayout PLACE = new LogLayout("i-0abc", LocalDate.of(2026, 11, 22), "ID");

    @TempDir
    Path folder;

    private RunLog log;
    private Shipment shipment;
    private long sequence;

    @BeforeEach
    void run() throws IOException {
        log = new RunLog(
                folder.resolve("started.json"),
                folder.resolve("events.ndjson"),
                folder.resolve("verdict.json"),
                folder.resolve("shipped.json"));
        Files.writeString(log.started(), "{\"run\":\"ID\"}\n");
        Files.writeString(log.verdict(), "{\"verdict\":\"ok\"}\n");
        Files.createFile(log.events());
        shipment = Shipment.begin(new LogDestination.Folder(folder), Encryption.NONE, PLACE);
    }

    private void spool(int lines, int length) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("{\"message\":\"").append("x".repeat(length));
            text.append("\",\"event\":{\"action\":\"a\",\"sequence\":")
                    .append(++sequence)
                    .append("}}\n");
        }
        Files.writeString(log.events(), text, StandardOpenOption.APPEND);
    }

    /** Keeps objects in memory; at random it refuses one, or takes it and says that it did not. */
    private static final class Bucket implements LogStore {
        final TreeMap<String, byte[]> objects = new TreeMap<>();
        final List<String> puts = new ArrayList<>();
        private final Random random;
        private final double faults;

        Bucket(long seed, double faults) {
            this.random = new Random(seed);
            this.faults = faults;
        }

        @Override
        public void put(String name, byte[] content) throws IOException {
            if (random.nextDouble() < faults) {
                throw new IOException("refused");
            }
            puts.add(name);
            byte[] before = objects.put(name, content);
            assertThat(before == null || java.util.Arrays.equals(before, content))
                    .as("put again with the same bytes: " + name)
                    .isTrue();
            if (random.nextDouble() < faults) {
                throw new IOException("the answer was lost");
            }
        }

        String lines() throws IOException {
            StringBuilder lines = new StringBuilder();
            for (var object : objects.entrySet()) {
                if (object.getKey().startsWith("events/")) {
                    lines.append(unzipped(object.getValue()));
                }
            }
            return lines.toString();
        }
    }

    private static String unzipped(byte[] bytes) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void objectsAreNamedAsTheDesignHasIt() throws IOException {
        Bucket bucket = new Bucket(1, 0);
        spool(3, 10);
        new Delivery(log, shipment, bucket).putRest(true);

        assertThat(bucket.puts)
                .containsExactly(
                        "started/dt=2026-11-22/instance=i-0abc/ID.json",
                        "events/dt=2026-11-22/instance=i-0abc/run=ID/000000000001.ndjson.gz",
                        "verdicts/dt=2026-11-22/instance=i-0abc/ID.json");
        assertThat(Shipment.read(log.shipped()).orElseThrow().verdict()).isTrue();
    }

    @Test
    void aRunThatHasNotEndedHasNoVerdictToDeliver() throws IOException {
        Bucket bucket = new Bucket(1, 0);
        spool(3, 10);
        new Delivery(log, shipment, bucket).putRest(false);

        assertThat(bucket.objects.keySet()).noneMatch(name -> name.startsWith("verdicts/"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverFailsAndWhoeverGoesOnEveryLineArrivesOnce(long seed) throws IOException {
        Random random = new Random(seed);
        Bucket bucket = new Bucket(seed, 0.3);
        Delivery delivery = new Delivery(log, shipment, bucket);
        for (int round = 0; round < 40; round++) {
            spool(random.nextInt(5), random.nextInt(200_000));
            boolean lastRound = round == 39;
            for (int tries = 0; tries < (lastRound ? 1000 : 3); tries++) {
                try {
                    delivery.putRest(lastRound);
                } catch (IOException fault) {
                    if (random.nextBoolean()) {
                        // another process, which knows only what is on disk
                        delivery =
                                new Delivery(log, Shipment.read(log.shipped()).orElse(shipment), bucket);
                    }
                }
            }
        }
        assertThat(bucket.lines()).isEqualTo(Files.readString(log.events()));
        assertThat(bucket.objects.keySet().stream().filter(name -> !name.startsWith("events/")))
                .hasSize(2);
    }

    @Test
    void whoeverLooksLaterSeesThatNothingIsLeft() throws IOException {
        Bucket bucket = new Bucket(1, 0);
        spool(3, 10);
        new Delivery(log, shipment, bucket).putRest(true);
        int puts = bucket.puts.size();

        Delivery later = new Delivery(log, Shipment.read(log.shipped()).orElseThrow(), bucket);
        assertThat(later.isComplete(true)).isTrue();
        later.putRest(true);
        assertThat(bucket.puts).hasSize(puts);

        spool(1, 10);
        assertThat(later.isComplete(true)).isFalse();
        later.putRest(true);
        assertThat(bucket.lines()).isEqualTo(Files.readString(log.events()));
    }

    @Test
    void aLineThatIsNotWholeYetWaitsAndOneOfOverAMebibyteIsASegmentOfItsOwn() throws IOException {
        Bucket bucket = new Bucket(1, 0);
        spool(1, 10);
        spool(1, Segment.MOST_BYTES + 10);
        spool(1, 10);
        Files.writeString(log.events(), "{\"message\":\"half", StandardOpenOption.APPEND);
        Delivery delivery = new Delivery(log, shipment, bucket);
        delivery.putRest(false);

        assertThat(bucket.puts).hasSize(4);
        assertThat(bucket.lines() + "{\"message\":\"half").isEqualTo(Files.readString(log.events()));
    }

    @Test
    void whatCannotBeNotedIsNotPut() throws IOException {
        Bucket bucket = new Bucket(1, 0);
        spool(3, 10);
        Delivery delivery = new Delivery(
                new RunLog(log.started(), log.events(), log.verdict(), folder.resolve("gone/shipped.json")),
                shipment,
                bucket);

        assertThatThrownBy(() -> delivery.putRest(true)).isInstanceOf(IOException.class);
        assertThat(bucket.objects.keySet()).noneMatch(name -> name.startsWith("events/"));
    }

    @Test
    void aDamagedNoteIsNamed() throws IOException {
        Files.writeString(log.shipped(), "{\"version\":1,\"logs\":\"none\"}");
        assertThatThrownBy(() -> Shipment.read(log.shipped()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("shipped.json is damaged");
    }
}
