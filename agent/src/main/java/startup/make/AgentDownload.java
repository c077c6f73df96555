package startup.make;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * Where a machine gets its agent, and what proves it. The URL may be presigned, and no refusal repeats it.
 *
 * <p>A URL whose path ends in {@code .jar} is an {@code agent.jar}, which needs a Java on the machine and is the same for
 * every kind of it; one that ends in {@code .tar.gz} or {@code .tgz} is a runtime archive.
 */
public final class AgentDownload {
    private static final String ARCH = "{arch}";

    private final String url;
    private final List<AgentPin> pins;

    private AgentDownload(String url, List<AgentPin> pins) {
        this.url = url;
        this.pins = pins;
    }

    /**
     * Reads both options.
     *
     * @param url http or https; {@code {arch}} in it stands for what {@code uname -m} says on the machine
     * @param pins {@code HEX}, or {@code ARCH=HEX} for each kind of machine
     * @throws AgentException with exit status 2 if a machine could make nothing of them
     */
    public static AgentDownload parse(String url, List<String> pins) throws AgentException {
        List<AgentPin> parsed = new ArrayList<>();
        for (String pin : pins) {
            parsed.add(AgentPin.parse(pin));
        }
        AgentDownload download = new AgentDownload(url, List.copyOf(parsed));
        download.checkUrl();
        download.checkPins();
        return download;
    }

    private void checkUrl() throws AgentException {
        if (url.isEmpty()) {
            throw refused("it is missing");
        }
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw refused("it does not begin with http:// or https://, which is all that curl and wget have in common");
        }
        for (int i = 0; i < url.length(); i++) {
            if (url.charAt(i) <= ' ' || url.charAt(i) > '~' || "#\\".indexOf(url.charAt(i)) >= 0) {
                throw refused("a character in it must be written as %XX");
            }
        }
        if (origin().indexOf('@') >= 0) {
            throw refused("it holds a password, and user-data is no secret; a presigned URL soon is none either");
        }
        if (path().endsWith("/") || path().length() == origin().length()) {
            throw refused("it names no file");
        }
        if (!isJar() && !path().endsWith(".tar.gz") && !path().endsWith(".tgz")) {
            throw refused("its file is neither a .jar nor a .tar.gz, by which the two kinds of agent are told apart");
        }
        if (isJar() && url.contains(ARCH)) {
            throw refused("agent.jar is the same for every machine, and needs no " + ARCH);
        }
    }

    private void checkPins() throws AgentException {
        Set<String> kinds = new HashSet<>();
        for (AgentPin pin : pins) {
            if (!kinds.add(pin.kind())) {
                throw AgentPin.refused("two digests are for the same machines");
            }
        }
        if (pins.isEmpty()) {
            throw AgentPin.refused("there is none, and nothing else proves the agent");
        }
        if (kinds.contains("") && kinds.size() > 1) {
            throw AgentPin.refused("of several digests, each must say for which machines it is");
        }
        if (isJar() && !kinds.contains("")) {
            throw AgentPin.refused("agent.jar is the same for every machine");
        }
    }

    private String path() {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    /** What stands before the path. */
    private String origin() {
        int slash = path().indexOf('/', path().indexOf("://") + 3);
        return slash < 0 ? path() : path().substring(0, slash);
    }

    boolean isJar() {
        return path().endsWith(".jar");
    }

    String url() {
        return url;
    }

    /** As the stub reads them: words with a space between. */
    String pins() {
        StringBuilder words = new StringBuilder();
        for (AgentPin pin : pins) {
            words.append(words.isEmpty() ? "" : " ").append(pin.word());
        }
        return words.toString();
    }

    private static AgentException refused(String why) {
        return new AgentException(
                ExitStatus.USAGE,
                "--agent cannot be accepted",
                why,
                "Write where a machine can download agent.jar or a runtime archive, such as"
                        + " https://example.com/agent-runtime-linux-{arch}.tar.gz");
    }
}
