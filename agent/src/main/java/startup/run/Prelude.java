package startup.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * What bash runs before a script, through {@code BASH_ENV}, so that a failure leaves a {@link HookReport} behind.
 *
 * <p>It sets two traps and leaves nothing else: no variable, no function, no option, and {@code $_} as it was. A script
 * that sets its own trap replaces ours. Both traps are silent under {@code set -x}, fail silently, expand nothing that
 * {@code set -u} could object to, and restore {@code $_}, which bash itself does not; {@code !} keeps {@code set -e} out of
 * them. Who traces to {@code BASH_XTRACEFD} gets no report, for there the traps could be seen. {@code errtrace} stays off:
 * it would make a script's own ERR trap run in functions too.
 *
 * <p>LINENO is 1 in an EXIT trap, so what is left of the script is counted there: where bash has last forked within the
 * command that ended, its file is at that command's end. Before 5.2 an EXIT trap makes {@code exec} of a missing program
 * exit 0, so there is only ERR.
 */
final class Prelude {
    private static final String TEXT = """
            __startup_prelude() {
              builtin unset -f __startup_prelude
              builtin unset -v BASH_ENV
              builtin trap '! { { \\builtin printf "E\\0%s\\0%s\\0%s\\0%s\\0%s\\0%s\\0%s\\0%.500s\\0%.0s" FIELDS "$_"; } UNTRACED; } 2>/dev/null >|"REPORT"' ERR
              if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 502)); then
                builtin trap '! { { \\builtin printf "X\\0%s\\0%s\\0%s\\0%s\\0%s\\0%s\\0%s\\0%.500s\\0" FIELDS; \\builtin trap - ERR; if [[ -f /proc/self/fd/255 ]] && \\builtin mapfile -u 255 __startup_rest; then \\builtin printf "%s\\0" "${__startup_rest[@]+${#__startup_rest[@]}}"; fi; } UNTRACED || </dev/null; } 2>/dev/null >>"REPORT"' EXIT
              fi
            }
            __startup_prelude "$_"
            """;

    private static final String FIELDS = "\"$?\" \"${LINENO-}\" \"$-\" \"${FUNCNAME-}\" \"${BASH_SOURCE-}\""
            + " \"${BASH_LINENO-}\" \"${BASH_SOURCE[1]-}\" \"${BASH_COMMAND-}\"";

    private static final String UNTRACED = "<\"/dev/null${BASH_XTRACEFD:+/}\"";

    /** Bash then does something else before or instead of the prelude, or would show it. */
    private static final Set<String> OBSTACLES =
            Set.of("BASH_ENV", "SHELLOPTS", "BASHOPTS", "POSIXLY_CORRECT", "BASH_XTRACEFD", "BASH_FUNC_builtin%%");

    private static final int MOST_BYTES_OF_A_SCRIPT = 1 << 20;

    private Prelude() {}

    /** The text, for one that reports into {@code report}, a path that {@link #suits}. */
    static String reportingTo(Path report) {
        return TEXT.replace("FIELDS", FIELDS).replace("UNTRACED", UNTRACED).replace("REPORT", report.toString());
    }

    /** Whether nobody can notice it: rather no line than a script that behaves differently. */
    static boolean suits(Map<String, String> environment, Path script, Path report) {
        return OBSTACLES.stream().noneMatch(environment::containsKey)
                && report.isAbsolute()
                && isPlain(report.toString())
                && isIndifferent(script);
    }

    /** Bash expands the value of {@code BASH_ENV}, and the traps have the path between quotes. */
    private static boolean isPlain(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && "/._-+@%=:, ".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the script does none of what would show the traps: under {@code set -v} bash prints them too, a DEBUG trap
     * runs in them, and with {@code ulimit -f 0} they would be ended by a signal.
     */
    private static boolean isIndifferent(Path script) {
        try {
            if (Files.size(script) > MOST_BYTES_OF_A_SCRIPT) {
                return false;
            }
            String text = Files.readString(script, StandardCharsets.ISO_8859_1);
            return !text.contains("verbose")
                    && !text.contains("DEBUG")
                    && !text.contains("debug")
                    && !hasOption(text, "set", 'v')
                    && !hasOption(text, "ulimit", 'f');
        } catch (IOException bashWillSay) {
            return false;
        }
    }

    private static boolean hasOption(String text, String command, char option) {
        for (int at = text.indexOf(command); at >= 0; at = text.indexOf(command, at + 1)) {
            boolean goesOn = at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
            if (!goesOn && hasOption(text.substring(at + command.length(), endOfCommand(text, at)), option)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasOption(String words, char option) {
        StringTokenizer each = new StringTokenizer(words);
        while (each.hasMoreTokens()) {
            String word = each.nextToken();
            if (word.startsWith("-") && word.indexOf(option) > 0) {
                return true;
            }
        }
        return false;
    }

    private static int endOfCommand(String text, int begin) {
        int end = begin;
        while (end < text.length() && "\n;&|".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
