package startup.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import startup.base.Event;
import startup.base.RecordedEvents;
import startup.base.Secret;

class DiagnosticsTest {
    @TempDir
    Path folder;

    private final RecordedEvents events = new RecordedEvents();
    private final Logger library = new DeferredLogback().getLogger("org.example.Library");

    /** Every process has one Logback, so what it does is looked at in others. */
    @AfterEach
    void nobodyListensToTheNextTest() {
        Diagnostics.install(events, false).close();
    }

    @Test
    void aLoggerKnowsByItselfWhatIsToBeHeard() {
        assertThat(library.isErrorEnabled()).isFalse();
        Diagnostics.install(events, false);
        assertThat(library.isErrorEnabled()).isTrue();
        assertThat(library.isWarnEnabled()).isTrue();
        assertThat(library.isInfoEnabled()).isFalse();
        Diagnostics debugging = Diagnostics.install(events, true);
        assertThat(library.isInfoEnabled()).isTrue();
        assertThat(library.isDebugEnabled()).isTrue();
        assertThat(library.isTraceEnabled()).isFalse();
        debugging.close();
        assertThat(library.isErrorEnabled()).isFalse();
    }

    @Test
    void aLoggerOfEveryByteIsNotHeardEvenWithDebug() {
        Diagnostics.install(events, true);
        assertThat(new DeferredLogback().getLogger("org.example.wire").isDebugEnabled())
                .isFalse();
    }

    @Test
    void aNameHasOneLogger() {
        DeferredLogback loggers = new DeferredLogback();
        assertThat(loggers.getLogger("a")).isSameAs(loggers.getLogger("a")).isNotSameAs(loggers.getLogger("b"));
    }

    @Test
    void whatALibraryWarnsOfArrivesAsAnEventAndNothingElseIsPrinted() throws Exception {
        Files.writeString(folder.resolve("logback.xml"), "<configuration debug=\"true\"/>");
        Ended ended = run(Speaker.class, List.of(), "false");
        assertThat(ended.err).isEmpty();
        assertThat(ended.out.lines())
                .containsExactly(
                        "WARNING lib: pool of 8 is empty",
                        "ERROR lib: closed by [redacted] (java.io.IOException: reset by peer)");
    }

    @Test
    void withDebugTheDetailsArriveToo() throws Exception {
        Ended ended = run(Speaker.class, List.of(), "true");
        assertThat(ended.err).isEmpty();
        assertThat(ended.out.lines())
                .containsExactly(
                        "debug lib: detail",
                        "lib: state",
                        "WARNING lib: pool of 8 is empty",
                        "ERROR lib: closed by [redacted] (java.io.IOException: reset by peer)");
    }

    @Test
    void nothingOfLogbackIsLoadedBeforeALibraryIsHeard() throws Exception {
        Ended ended = run(Silent.class, List.of("-verbose:class"), "false");
        assertThat(ended.loaded("startup.log.DeferredLogger")).isNotEmpty();
        assertThat(ended.loaded("ch.qos.logback.classic.LoggerContext")).isEmpty();
        assertThat(ended.loaded("ch.qos.logback.core")).isEmpty();
        assertThat(ended.err).isEmpty();
    }

    @Test
    void nothingOfSlf4jIsLoadedForARunWithoutLibraries() throws Exception {
        Ended ended = run(Writer.class, List.of("-verbose:class"), "false");
        assertThat(ended.loaded("startup.log.Spool")).isNotEmpty();
        assertThat(ended.loaded("ch.qos")).isEmpty();
        assertThat(ended.loaded("org.slf4j")).isEmpty();
        assertThat(ended.out).contains("m | one line");
    }

    private record Ended(String out, String err) {
        List<String> loaded(String prefix) {
            return out.lines()
                    .filter(line -> line.contains("[class,load] " + prefix))
                    .toList();
        }
    }

    private Ended run(Class<?> main, List<String> options, String debug) throws Exception {
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", folder + File.pathSeparator + System.getProperty("java.class.path")));
        command.addAll(List.of(main.getName(), folder.toString(), debug));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return new Ended(out, Files.readString(err));
    }

    /** Logs with the diagnostics there, and after. */
    static final class Speaker {
        private Speaker() {}

        public static void main(String[] args) {
            boolean debug = Boolean.parseBoolean(args[1]);
            EventLog log = Writer.log(new Console(System.out, false, debug));
            log.conceal(Secret.ofText("stirringdullroots"));
            Diagnostics installed = Diagnostics.install(log, debug);
            Logger library = LoggerFactory.getLogger("lib");
            library.trace("every byte");
            library.debug("detail");
            library.info("state");
            library.warn("pool of {} is empty", 8);
            library.error("closed by {}", "stirringdullroots", new IOException("reset by peer"));
            installed.close();
            library.error("nobody hears this");
            log.close();
        }
    }

    /** A run whose libraries have nothing to say. */
    static final class Silent {
        private Silent() {}

        public static void main(String[] args) throws IOException {
            EventLog log = Writer.log(new Console(System.out, false, false));
            Diagnostics.install(log, false);
            LoggerFactory.getLogger("lib").info("state");
            Writer.write(args[0], log);
        }
    }

    /** An event through a spool and a console, as every run has them. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws IOException {
            EventLog log = log(new Console(System.out, false, false));
            Diagnostics.install(log, false);
            write(args[0], log);
        }

        static EventLog log(Console console) {
            return new EventLog(InstantSource.system(), new Redactor(), List.of(console));
        }

        static void write(String folder, EventLog log) throws IOException {
            log.addSink(Spool.open(Path.of(folder, "events.ndjson"), "ID", Optional::empty, log));
            log.emit(Event.output("m", 1, "one line", 0, 0));
            log.close();
        }
    }
}
