package startup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import startup.base.Json;

/** What must be so once a run has its verdict, whatever happened to its agents. */
final class Aftermath {
    private static final long MOST_SECONDS_TO_GO = 20;

    private final KilledRun run;
    private final List<String> effects;

    Aftermath(KilledRun run) throws IOException {
        this.run = run;
        this.effects = run.effectLines();
    }

    void isAsIfNothingHadHappened() throws IOException, InterruptedException, ExecutionException {
        theVerdictIsTheSame();
        eachModuleHadItsEffectOnce();
        nothingThatHadFinishedBeganAgain();
        eachPrintedLineIsThereOnce();
        sequencesHaveNoGaps();
        onlyTheDaemonLives();
    }

    private void theVerdictIsTheSame() throws IOException {
        assertThat(run.exit()).isEqualTo(TwelveModules.EXIT);
        Map<String, String> results = new TreeMap<>();
        Map<?, ?> verdict = (Map<?, ?>) tree(run.verdict());
        if (verdict.get("modules") instanceof List<?> modules) {
            for (Object module : modules) {
                Map<?, ?> fields = (Map<?, ?>) module;
                results.put(String.valueOf(fields.get("name")), String.valueOf(fields.get("result")));
            }
        }
        assertThat(results).isEqualTo(TwelveModules.RESULTS);
        assertThat(verdict.get("verdict")).isEqualTo(TwelveModules.VERDICT);
        List<Map<?, ?>> journal = run.journal();
        assertThat(journal.get(journal.size() - 1).get("record")).isEqualTo("run-ended");
    }

    private static Object tree(String json) throws IOException {
        Object tree = Json.parse(json);
        return tree == null ? Map.of() : tree;
    }

    private void eachModuleHadItsEffectOnce() {
        for (String module : TwelveModules.RESULTS.keySet()) {
            assertThat(effects.stream().filter(line -> line.startsWith("end " + module + " ")))
                    .as("ends of " + module + " in " + effects)
                    .hasSize(module.equals(TwelveModules.SLOW) ? 0 : 1);
        }
        assertThat(effects).doesNotHaveDuplicates();
        assertThat(effects).noneMatch(line -> line.startsWith("twice") || line.startsWith("together"));
        assertThat(first("end left")).isLessThan(first("begin top"));
        assertThat(first("end right")).isLessThan(first("begin top"));
    }

    private int first(String beginning) {
        return IntStream.range(0, effects.size())
                .filter(i -> effects.get(i).startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    private void nothingThatHadFinishedBeganAgain() {
        run.beginsOfFinished()
                .forEach((module, begins) -> assertThat(KilledRun.begins(effects, module))
                        .as("beginnings of " + module + ", which had ended")
                        .isEqualTo(begins));
    }

    /** A module prints what it notes, and the printer its numbers between. */
    private void eachPrintedLineIsThereOnce() throws IOException {
        Map<String, List<String>> expected = new TreeMap<>();
        for (String line : effects) {
            String[] words = line.split(" ", 3);
            List<String> lines = expected.computeIfAbsent(words[1] + " " + words[2], attempt -> new ArrayList<>());
            lines.add(line);
            if (line.startsWith("begin " + TwelveModules.PRINTER + " ")) {
                IntStream.rangeClosed(1, TwelveModules.LINES).forEach(i -> lines.add("line " + i));
            }
        }
        assertThat(printed()).isEqualTo(expected);
    }

    private Map<String, List<String>> printed() throws IOException {
        Map<String, List<String>> printed = new TreeMap<>();
        for (Map<?, ?> event : run.events()) {
            Map<?, ?> about = within(event, "event");
            Map<?, ?> startup = within(event, "startup");
            if ("module.output".equals(about.get("action"))) {
                printed.computeIfAbsent(
                                startup.get("module") + " " + number(startup, "attempt"), a -> new ArrayList<>())
                        .add(String.valueOf(event.get("message")));
            }
        }
        return printed;
    }

    private void sequencesHaveNoGaps() throws IOException {
        List<Long> sequence = new ArrayList<>();
        for (Map<?, ?> event : run.events()) {
            sequence.add(number(within(event, "event"), "sequence"));
        }
        assertThat(sequence)
                .isEqualTo(LongStream.rangeClosed(1, sequence.size()).boxed().toList());
    }

    private static Map<?, ?> within(Map<?, ?> tree, String name) {
        return tree.get(name) instanceof Map<?, ?> inner ? inner : new LinkedHashMap<>();
    }

    private static long number(Map<?, ?> tree, String name) {
        return tree.get(name) instanceof Number number ? number.longValue() : -1;
    }

    /** What is about to go may do so: a wrapper's last synchronisation is not waited for. */
    private void onlyTheDaemonLives() throws IOException, InterruptedException, ExecutionException {
        long daemon =
                Long.parseLong(Files.readString(run.effects().resolve("daemon")).strip());
        assertThat(run.processes()).extracting(ProcessHandle::pid).contains(daemon);
        for (ProcessHandle process : run.processes()) {
            if (process.pid() != daemon) {
                assertThat(hasGone(process))
                        .as("an orphan lives: " + process.pid() + " " + process.info())
                        .isTrue();
            }
        }
    }

    private static boolean hasGone(ProcessHandle process) throws InterruptedException, ExecutionException {
        try {
            process.onExit().get(MOST_SECONDS_TO_GO, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException lives) {
            return false;
        }
    }
}
