package startup.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is kept of the extended headers. */
class PaxRecordsTest {
    private final PaxRecords records = new PaxRecords();

    @Test
    void aKeyThatNobodyReadsIsNotKeptHoweverItBegins() throws Exception {
        records.addGlobal(body("GNU.sparse.1", "x", "GNU.sparse.numblocks", "1", "comment", "x"));
        records.addLocal(body("GNU.sparse.2", "x", "GNU.sparse.", "x"));
        assertThat(records.isEmpty()).isTrue();
        assertThat(records.value("GNU.sparse.1")).isNull();
    }

    @Test
    void theKeysOfEverySparseFormatAreKept() throws Exception {
        records.addGlobal(body("GNU.sparse.major", "1", "GNU.sparse.name", "n", "GNU.sparse.realsize", "9"));
        records.addLocal(body("GNU.sparse.size", "8", "GNU.sparse.offset", "0", "GNU.sparse.numbytes", "4"));
        assertThat(records.value("GNU.sparse.major")).isEqualTo("1");
        assertThat(records.value("GNU.sparse.name")).isEqualTo("n");
        assertThat(records.number("GNU.sparse.realsize", 0)).isEqualTo(9);
        assertThat(records.number("GNU.sparse.size", 0)).isEqualTo(8);
        assertThat(records.value(PaxRecords.SPARSE_MAP)).isEqualTo("0,4");
    }

    private static byte[] body(String... keysAndValues) {
        return HandMadeTar.paxBody(keysAndValues).getBytes(StandardCharsets.ISO_8859_1);
    }
}
