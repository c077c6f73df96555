package startup.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a wrapper's process gets its variables. What the agent was given is inherited as bytes; other values go as they
 * are if they are ASCII, or else as {@link Ascii#escaped(String)}, and the wrapper turns them back.
 */
final class Variables {
    private Variables() {}

    /**
     * Makes {@code inherited} be what the wrapper is started with.
     *
     * @param inherited what the agent was given, as the JVM has it
     * @param given the same as the text that it is
     */
    static void change(Map<String, String> inherited, Map<String, String> given, Map<String, String> wanted) {
        List<String> escaped = escaped(given, wanted);
        inherited.keySet().removeIf(name -> !wanted.containsKey(name) || !Wrapper.inherited(name));
        for (Map.Entry<String, String> variable : wanted.entrySet()) {
            String name = variable.getKey();
            String value = variable.getValue();
            if (Wrapper.inherited(name) && !value.equals(given.get(name))) {
                inherited.put(name, escaped.contains(name) ? Ascii.escaped(value) : value);
            }
        }
    }

    /** The names of those that the wrapper has to turn back. Bash knows no variable of another kind of name. */
    static List<String> escaped(Map<String, String> given, Map<String, String> wanted) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, String> variable : wanted.entrySet()) {
            String name = variable.getKey();
            String value = variable.getValue();
            if (!Ascii.is(value) && !value.equals(given.get(name)) && isBashs(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean isBashs(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        // These two bash makes itself as it changes to the folder.
        return !name.equals("PWD") && !name.equals("OLDPWD");
    }
}
