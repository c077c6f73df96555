package startup.boot;

import java.util.List;

/**
 * The text of the unit that goes on with a run after a reboot, or after a crash of an agent that systemd started.
 *
 * <p>Why it is as it is: {@code Type=simple}, for nothing waits for it and systemd before 240 knows no {@code exec}.
 * {@code on-abnormal} and the two statuses start it again after what the stub takes for a crash too, and after nothing
 * else. A JVM that was told to stop exits 143. The start limit is for a crash that happens before the run can count it.
 * {@code KillMode=process}, for daemons that modules left behind live on. 35 s are 10 for a module that ignores TERM and
 * the rest for the log. Not ordered after cloud-final, which may wait for what a module starts. Source: systemd.unit(5),
 * systemd.service(5), systemd.kill(5), systemd.syntax(7).
 */
record UnitText(List<String> command, String state) {
    private static final String EXEC = "ExecStart=";

    private static final String UNIT = """
            # Written by the start-up agent, which removes it with the verdict of the run.
            [Unit]
            Description=Start-up agent: goes on with a run after a reboot or a crash
            Wants=network-online.target
            After=network-online.target
            StartLimitIntervalSec=10min
            StartLimitBurst=5
            """;

    private static final String SERVICE = """

            [Service]
            Type=simple
            Restart=on-abnormal
            RestartForceExitStatus=3 70
            RestartSec=1s
            SuccessExitStatus=17 20 21 130 143
            KillMode=process
            TimeoutStopSec=35s
            StandardOutput=journal+console
            StandardError=inherit
            """;

    private static final String INSTALL = """

            [Install]
            WantedBy=multi-user.target
            """;

    UnitText {
        command = List.copyOf(command);
    }

    /** Whether the text of a unit has this word among its command's. */
    static boolean names(String text, String word) {
        return text.lines()
                .filter(line -> line.startsWith(EXEC))
                .anyMatch(line -> (line + " ").contains(" " + argument(word) + " "));
    }

    String write() {
        return UNIT + conditions() + SERVICE + EXEC + words() + "\n" + INSTALL;
    }

    private static String argument(String word) {
        return quoted(word.replace("$", "$$"));
    }

    /** In the name of the program systemd looks for no variables, so {@code $} stays. */
    private String words() {
        StringBuilder words = new StringBuilder(quoted(command.get(0)));
        for (String word : command.subList(1, command.size())) {
            words.append(' ').append(argument(word));
        }
        return words.toString();
    }

    /** Of a path that would have to be quoted, which not all versions do alike here, the unit does without. */
    private String conditions() {
        return isPlain(state) ? "RequiresMountsFor=" + state + "\nConditionPathExists=" + state + "\n" : "";
    }

    private static boolean isPlain(String path) {
        for (int i = 0; i < path.length(); i++) {
            char at = path.charAt(i);
            if (at >= 128 || (!Character.isLetterOrDigit(at) && "/._-+@:".indexOf(at) < 0)) {
                return false;
            }
        }
        return path.startsWith("/");
    }

    /** Source: systemd.syntax(7), "Quoting"; systemd.service(5), "Command lines"; systemd.unit(5), "Specifiers". */
    private static String quoted(String word) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < word.length(); i++) {
            char at = word.charAt(i);
            switch (at) {
                case '"', '\\' -> text.append('\\').append(at);
                case '%' -> text.append("%%");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(at);
            }
        }
        return text.append('"').toString();
    }
}
