package startup.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import startup.base.Secret;
import startup.log.Redactor;
import startup.run.ModuleResult;

class VerdictDocumentTest {
    private static final Instant STARTED = Instant.parse("2026-11-22T10:15:00Z");
    private static final Instant ENDED = Instant.parse("2026-11-22T10:15:09.120Z");
    private static final String CAUSE = "redis: start-up.sh:7: apt-get install redis-sever: exit status 100";

    private final VerdictDocument running = VerdictDocument.running(
            "ID",
            STARTED,
            "i-0abc",
            new BundleFacts("s3://b/k", "9c01", "age", List.of("sha256")),
            List.of(ModuleState.pending("redis")));
    private final VerdictDocument failed = running.with(ModuleState.of(
                    new ModuleResult.Failed("redis", 1, Duration.ofMillis(8120), 100, "exit status 100")))
            .ended(ENDED, "failed", 10, CAUSE, null);

    /** The example of DESIGN, "Plan, verdict, event", with its omissions filled in. */
    @Test
    void aFailedRunIsWrittenAsTheDesignHasIt() {
        assertThat(failed.toJson())
                .isEqualTo("{\"version\":1,\"run\":\"ID\",\"verdict\":\"failed\",\"exit\":10,\"interrupted\":null,"
                        + "\"started\":\"2026-11-22T10:15:00.000Z\",\"ended\":\"2026-11-22T10:15:09.120Z\","
                        + "\"instance\":\"i-0abc\",\"bundle\":{\"url\":\"s3://b/k\",\"sha256\":\"9c01\","
                        + "\"sealed\":\"age\",\"proof\":[\"sha256\"]},\"cause\":\"" + CAUSE + "\","
                        + "\"modules\":[{\"name\":\"redis\",\"result\":\"failed\",\"attempts\":1,\"exit\":100,"
                        + "\"duration_ms\":8120,\"because\":null}]}");
    }

    @Test
    void whileItRunsExitAndEndedAreNull() {
        assertThat(running.with(ModuleState.running("redis", 2)).toJson())
                .contains("\"verdict\":\"running\",\"exit\":null,\"interrupted\":null,", "\"ended\":null,")
                .contains("{\"name\":\"redis\",\"result\":\"running\",\"attempts\":2,\"exit\":null,");
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        VerdictDocument poor = VerdictDocument.running(
                        "ID", STARTED, null, new BundleFacts("dir", null, null, List.of()), List.of())
                .ended(ENDED, "failed", 143, null, "SIGTERM");
        VerdictDocument skipped = failed.with(List.of(ModuleState.of(new ModuleResult.Skipped("web", "redis failed"))));
        for (VerdictDocument document : List.of(running, failed, poor, skipped)) {
            assertThat(VerdictDocument.parse(document.toJson())).isEqualTo(document);
        }
    }

    @Test
    void namesOfALaterVersionArePassedOver() throws IOException {
        assertThat(VerdictDocument.parse(failed.toJson().replace("{\"name\"", "{\"new\":[1],\"name\"")))
                .isEqualTo(failed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\":1|\"version\":2",
                "\"run\":\"ID\",|",
                "\"started\":\"2026-11-22|\"started\":\"yesterday",
                "\"result\":\"failed\"|\"result\":\"so-so\"",
                "\"attempts\":1|\"attempts\":\"1\"",
                "\"exit\":10,|\"exit\":-1,",
                "\"proof\":[\"sha256\"]|\"proof\":null",
                "}]}|}]"
            })
    void whatIsNoVerdictIsRefused(String right, String wrong) {
        String text = failed.toJson().replace(right, wrong == null ? "" : wrong);
        assertThat(text).isNotEqualTo(failed.toJson());
        assertThatThrownBy(() -> VerdictDocument.parse(text)).isInstanceOf(IOException.class);
    }

    @Test
    void theFileIsReplacedWholeAndHoldsNoSecret(@TempDir Path folder) throws IOException {
        Redactor redactor = new Redactor();
        redactor.conceal(Secret.ofText("stirringdullroots"));
        Path file = folder.resolve("verdict.json");
        running.write(file, redactor);
        failed.ended(ENDED, "failed", 10, "redis: curl -u x:stirringdullroots", null)
                .write(file, redactor);
        assertThat(Files.readString(file)).contains("curl -u x:[redacted]").endsWith("}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
