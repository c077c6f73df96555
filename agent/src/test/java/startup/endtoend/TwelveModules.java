package startup.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Twelve modules, of each kind that a run has to go on with. Each notes {@code begin MODULE ATTEMPT} and {@code end
 * MODULE ATTEMPT} in the file {@code $EFFECTS/log} and prints the same; it notes {@code twice} if another attempt of it
 * is under way, and {@code together} if two have one lock.
 */
final class TwelveModules {
    /** What each comes to, whatever happens to the agent. */
    static final Map<String, String> RESULTS = results();

    /** How the agent ends that gives the verdict: degraded, for a module that is not essential is out of time. */
    static final int EXIT = 20;

    static final String VERDICT = "degraded";

    /** Its time is up before it ends. */
    static final String SLOW = "slow";

    /** Prints numbered lines. */
    static final String PRINTER = "printer";

    static final int LINES = 200;

    private static final String STEPS = """
            note() {
              local line="$1 $STARTUP_MODULE $STARTUP_ATTEMPT"
              trap '' TERM # what is printed is noted too, even if its time is up between the two
              echo "$line"
              (flock 8; echo "$line" >> "$EFFECTS/log") 8>> "$EFFECTS/log.lock"
              trap - TERM
            }
            exec 9>> "$EFFECTS/held-$STARTUP_MODULE"
            flock -n 9 || note twice
            note begin
            """;

    private final BundleFolder bundle;

    TwelveModules(Path parent) throws IOException {
        bundle = new BundleFolder(parent);
        bundle.file("lib/steps.sh", STEPS);
        diamond();
        locks();
        stubborn();
        module("daemon", "requires: []", "setsid sleep 1000 9>&- & echo $! > \"$EFFECTS/daemon\"");
        module(PRINTER, "requires: []", """
                for ((i = 1; i <= 200; i++)); do
                  echo "line $i"
                  [ $((i % 50)) -ne 0 ] || sleep 0.1
                done""");
    }

    private void diamond() throws IOException {
        module("base", "requires: []", ":");
        module("left", "requires: [base]", ":");
        module("right", "requires: [base]", ":");
        module("top", "requires: [left, right]", ":");
    }

    private void locks() throws IOException {
        for (String name : List.of("lock-a", "lock-b")) {
            module(name, "requires: []\nlocks: [packages]", """
                    exec 7>> "$EFFECTS/packages"
                    flock -n 7 || note together
                    sleep 0.1""");
        }
    }

    private void stubborn() throws IOException {
        module("checked", "requires: []\ncheck: {interval: 50ms}", ":");
        bundle.file("checked/check.sh", """
                echo >> "$EFFECTS/checks"
                [ "$(wc -l < "$EFFECTS/checks")" -ge 2 ]
                """);
        module("flaky", "requires: []\nretry: {attempts: 2, backoff: 50ms}", """
                if [ ! -e "$EFFECTS/flaked" ]; then echo > "$EFFECTS/flaked"; exit 1; fi""");
        module("reboot", "requires: []", """
                if [ ! -e "$EFFECTS/rebooted" ]; then echo > "$EFFECTS/rebooted"; exit 194; fi""");
        module(SLOW, "requires: []\nessential: false\ntimeout: 1s", "exec sleep 1000");
    }

    private void module(String name, String manifest, String script) throws IOException {
        bundle.module(name, ". ../lib/steps.sh\n" + script + "\nnote end\n");
        bundle.file(name + "/module.yaml", manifest + "\n");
    }

    Path tar() throws IOException, InterruptedException {
        return bundle.tar();
    }

    private static Map<String, String> results() {
        Map<String, String> results = new TreeMap<>();
        for (String name : List.of("base", "checked", "daemon", "flaky", "left", "lock-a", "lock-b", "reboot")) {
            results.put(name, "succeeded");
        }
        for (String name : List.of(PRINTER, "right", "top")) {
            results.put(name, "succeeded");
        }
        results.put(SLOW, "timed_out");
        return results;
    }
}
