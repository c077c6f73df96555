package startup.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTextTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:15:03.120Z");

    static Iterable<JournalRecord> oneOfEach() {
        return JournalRecords.oneOfEach();
    }

    @ParameterizedTest
    @MethodSource("oneOfEach")
    void whatIsWrittenIsReadBackTheSameAndIsOneLine(JournalRecord record) throws IOException {
        String json = RecordWriter.write(record, AT);
        assertThat(json)
                .startsWith("{\"at\":\"2026-11-22T10:15:03.120Z\",\"record\":\"")
                .doesNotContain("\n");
        assertThat(RecordReader.read(json)).isEqualTo(record);
    }

    @Test
    void theListHasOneOfEachKindOfRecordResultAndEnd() {
        Set<Class<?>> kinds = new HashSet<>();
        Set<Class<?>> results = new HashSet<>();
        Set<AttemptKind> ends = new HashSet<>();
        for (JournalRecord record : oneOfEach()) {
            kinds.add(record.getClass());
            if (record instanceof JournalRecord.ModuleEnded ended) {
                results.add(ended.result().getClass());
            } else if (record instanceof JournalRecord.AttemptEnded ended) {
                ends.add(ended.kind());
            }
        }
        assertThat(kinds).containsExactlyInAnyOrderElementsOf(everyRecord());
        assertThat(results).containsExactlyInAnyOrder(ModuleResult.class.getPermittedSubclasses());
        assertThat(ends).containsExactlyInAnyOrder(AttemptKind.values());
    }

    private static Set<Class<?>> everyRecord() {
        Set<Class<?>> all = new HashSet<>();
        for (Class<?> kind : JournalRecord.class.getPermittedSubclasses()) {
            all.addAll(kind.isSealed() ? Set.of(kind.getPermittedSubclasses()) : Set.of(kind));
        }
        return all;
    }

    @Test
    void theWordsOfTheFileStayAsTheyAre() {
        assertThat(RecordWriter.write(JournalRecords.started("a", 2), AT))
                .isEqualTo("{\"at\":\"2026-11-22T10:15:03.120Z\",\"record\":\"attempt-started\",\"module\":\"a\","
                        + "\"attempt\":2,\"boot\":\"" + JournalRecords.BOOT + "\",\"pid\":4711,\"tick\":99}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "",
                "{\"record\":\"danced\"}",
                "{\"record\":\"resumed\",\"boot\":\"b\"}",
                "{\"record\":\"resumed\",\"boot\":\"b\",\"pid\":\"1\"}",
                "{\"record\":\"run-begun\",\"format\":2}",
                "{\"record\":\"module-ended\",\"module\":\"a\",\"attempts\":1,\"took_ms\":1,\"result\":\"danced\"}",
                "{\"record\":\"bundle-arrived\",\"folder\":\"%\",\"facts\":{}}",
                "{\"record\":\"attempt-ended\",\"module\":\"a\",\"attempt\":99999999999,\"kind\":\"exited\"}",
                "{\"record\":\"attempt-ended\",\"module\":\"a\",\"attempt\":1,\"kind\":\"danced\",\"exit\":0,\"took_ms\":0}"
            })
    void whatIsNoRecordIsRefusedAndNotGuessed(String json) {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> RecordReader.read(json));
    }
}
