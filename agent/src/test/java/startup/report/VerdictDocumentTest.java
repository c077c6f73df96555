package startup.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import startup.base.Secret;
import startup.log.Redactor;
import startup.report.VerdictDocument.Module;
import startup.run.ModuleResult;

class VerdictDocumentTest {
    private static final Instant STARTED = Instant.parse("2026-11-22T10:15:00Z");
    private static final Instant ENDED = Instant.parse("2026-11-22T10:15:09.120Z");
    private static final String BECAUSE = "start-up.sh:7: apt-get install redis-sever: exit status 100";
    private static final VerdictDocument.Bundle BUNDLE =
            new VerdictDocument.Bundle("s3://b/k", "9c01", "age", List.of("sha256"));

    private final VerdictDocument running = new VerdictDocument(
            "ID", "running", null, null, STARTED, null, "i-0abc", BUNDLE, null, List.of(Module.running("a", 2)));

    private static VerdictDocument failed(String cause, ModuleResult... results) {
        List<Module> modules = Arrays.stream(results).map(Module::of).toList();
        return new VerdictDocument("ID", "failed", 10, null, STARTED, ENDED, "i-0abc", BUNDLE, cause, modules);
    }

    private static ModuleResult failure(String module, String because) {
        return new ModuleResult.Failed(module, 1, Duration.ofMillis(8120), 100, because);
    }

    /** The example of DESIGN, "Plan, verdict, event", with its omissions filled in. */
    @Test
    void aFailedRunIsWrittenAsTheDesignHasIt() {
        assertThat(failed("redis: " + BECAUSE, failure("redis", BECAUSE)).toJson())
                .isEqualTo("{\"version\":1,\"run\":\"ID\",\"verdict\":\"failed\",\"exit\":10,\"interrupted\":null,"
                        + "\"started\":\"2026-11-22T10:15:00.000Z\",\"ended\":\"2026-11-22T10:15:09.120Z\","
                        + "\"instance\":\"i-0abc\",\"bundle\":{\"url\":\"s3://b/k\",\"sha256\":\"9c01\","
                        + "\"sealed\":\"age\",\"proof\":[\"sha256\"]},\"cause\":\"redis: " + BECAUSE + "\","
                        + "\"modules\":[{\"name\":\"redis\",\"result\":\"failed\",\"attempts\":1,\"exit\":100,"
                        + "\"duration_ms\":8120,\"because\":null}]}");
    }

    @Test
    void aFailureThatIsNotTheCauseTellsItsReasonItself() {
        assertThat(failed("a: exit status 1", failure("a", "exit status 1"), failure("b", "exit status 2"))
                        .modules())
                .extracting(Module::because)
                .containsExactly(null, "exit status 2");
    }

    @Test
    void whileItRunsExitAndEndedAreNull() {
        assertThat(running.toJson())
                .contains("\"verdict\":\"running\",\"exit\":null,\"interrupted\":null,", "\"ended\":null,")
                .contains("{\"name\":\"a\",\"result\":\"running\",\"attempts\":2,\"exit\":null,");
        assertThat(running.isRunning()).isTrue();
        assertThat(running.interruptedBy("SIGTERM").toJson()).contains("\"interrupted\":\"SIGTERM\"");
    }

    @Test
    void everyEndingHasANameOfItsOwn() {
        List<ModuleResult> oneOfEach = List.of(
                new ModuleResult.Succeeded("m", 2, Duration.ofSeconds(3)),
                failure("m", "exit status 100"),
                new ModuleResult.TimedOut("m", 1, Duration.ofSeconds(3), Duration.ofMinutes(15)),
                new ModuleResult.Skipped("m", "base failed"),
                new ModuleResult.Unchanged("m"));
        assertThat(oneOfEach.stream().map(Object::getClass).map(Class::getName))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ModuleResult.class.getPermittedSubclasses())
                        .map(Class::getName)
                        .toList());
        List<Module> modules = oneOfEach.stream().map(Module::of).toList();
        assertThat(modules)
                .extracting(Module::result)
                .containsExactly("succeeded", "failed", "timed_out", "skipped", "unchanged");
        assertThat(modules).extracting(Module::exit).containsExactly(0, 100, null, null, null);
        assertThat(modules)
                .extracting(Module::because)
                .containsExactly(null, "exit status 100", "stopped at its time limit of 15 min", "base failed", null);
        assertThat(modules).allMatch(Module::hasEnded);
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        VerdictDocument poor = new VerdictDocument(
                "ID",
                "ok",
                0,
                null,
                STARTED,
                ENDED,
                null,
                new VerdictDocument.Bundle("dir", null, null, List.of()),
                null,
                List.of());
        VerdictDocument skipped = failed("b: x", failure("b", "x"), new ModuleResult.Skipped("web", "b failed"));
        for (VerdictDocument document : List.of(running, running.interruptedBy("SIGINT"), poor, skipped)) {
            assertThat(VerdictDocument.parse(document.toJson())).isEqualTo(document);
        }
    }

    @Test
    void namesOfALaterVersionArePassedOver() throws IOException {
        assertThat(VerdictDocument.parse(running.toJson().replace("{\"name\"", "{\"new\":[1],\"name\"")))
                .isEqualTo(running);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\":1|\"version\":2",
                "\"run\":\"ID\",|",
                "\"started\":\"2026-11-22|\"started\":\"yesterday",
                "\"attempts\":1|\"attempts\":\"1\"",
                "\"exit\":10,|\"exit\":-1,",
                "\"proof\":[\"sha256\"]|\"proof\":null",
                "}]}|}]"
            })
    void whatIsNoVerdictIsRefused(String right, String wrong) {
        String whole = failed("a: x", failure("a", "x")).toJson();
        String text = whole.replace(right, wrong == null ? "" : wrong);
        assertThat(text).isNotEqualTo(whole);
        assertThatThrownBy(() -> VerdictDocument.parse(text)).isInstanceOf(IOException.class);
    }

    @Test
    void noSecretIsInARedactedOne() {
        Redactor redactor = new Redactor();
        redactor.conceal(Secret.ofText("stirringdullroots"));
        VerdictDocument document = failed(
                "a: curl -u x:stirringdullroots",
                failure("a", "curl -u x:stirringdullroots"),
                failure("b", "stirringdullroots"));
        assertThat(document.toJson()).contains("stirringdullroots");
        assertThat(document.redacted(redactor).toJson())
                .contains("\"cause\":\"a: curl -u x:[redacted]\"", "\"because\":\"[redacted]\"")
                .doesNotContain("stirring");
    }
}
