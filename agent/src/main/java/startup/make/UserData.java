package startup.make;

import java.io.IOException;
import java.util.Map;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * The user-data of a machine: the stub that brings the agent there, proves it, and tells it what to do. The same wish gives
 * the same bytes.
 *
 * <p>Units: {@link #MOST_BYTES} counts what the machine is given, before any base64. Errors: more is refused with exit
 * status 2. Source: EC2's user guide, "Run commands at launch".
 */
public final class UserData {
    static final int MOST_BYTES = 16 * 1024;

    private final AgentDownload agent;
    private final Map<String, String> exports;
    private final boolean cloudConfig;
    private final UserDataForm form;

    /**
     * Says what is wanted.
     *
     * @param exports the agent's environment, by name, in the order in which it is to stand
     * @param cloudConfig whether it is to be a cloud-config and not a script
     */
    public UserData(AgentDownload agent, Map<String, String> exports, boolean cloudConfig, UserDataForm form) {
        this.agent = agent;
        this.exports = exports;
        this.cloudConfig = cloudConfig;
        this.form = form;
    }

    /** What is handed to the cloud. */
    public byte[] bytes() throws IOException {
        String script = StubTemplate.ofThisBuild().fill(agent, exports);
        byte[] given = form.given(cloudConfig ? CloudConfig.of(script) : script);
        if (given.length > MOST_BYTES) {
            throw new AgentException(
                    ExitStatus.USAGE,
                    "The user-data was not written",
                    "it would have " + given.length + " bytes, and EC2 takes " + MOST_BYTES,
                    "Move long values into the bundle, or try --encode gzip");
        }
        return form.handedOver(given);
    }
}
