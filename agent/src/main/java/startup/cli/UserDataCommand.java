package startup.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.fetch.Location;
import startup.make.AgentDownload;
import startup.make.UserData;
import startup.make.UserDataForm;

/** {@code agent userdata}: prints the user-data of machines that are to boot a bundle, which is always pinned. */
final class UserDataCommand implements Command {
    private final Session session;
    private final BundleOptions bundle;
    private final AgentDownload agent;
    private final OptionsOfMachine options;
    private final UserDataForm form;
    private final ResultOutput output;

    UserDataCommand(Session session) throws AgentException {
        Arguments arguments = session.arguments();
        this.session = session;
        this.options = new OptionsOfMachine(arguments, session.terminal().environment());
        this.bundle = new BundleOptions(session);
        this.agent =
                AgentDownload.parse(arguments.value(CliOption.AGENT).orElse(""), arguments.all(CliOption.AGENT_SHA256));
        this.form = form(arguments);
        this.output = new ResultOutput(session);
        new BootCommand(session); // what a boot would refuse is refused here, where somebody reads it
    }

    private static UserDataForm form(Arguments arguments) throws AgentException {
        return switch (arguments.choice(CliOption.ENCODE, "text", "gzip", "base64", "gzip+base64")) {
            case "gzip" -> UserDataForm.GZIP;
            case "base64" -> UserDataForm.BASE64;
            case "gzip+base64" -> UserDataForm.GZIP_BASE64;
            default -> UserDataForm.PLAIN;
        };
    }

    @Override
    public ExitStatus run() throws IOException {
        Map<String, String> exports = options.exports(place(), digest());
        tellWhatNobodyTyped(exports);
        boolean cloudConfig = session.arguments().has(CliOption.CLOUD_CONFIG);
        byte[] bytes = new UserData(agent, exports, cloudConfig, form).bytes();
        output.write(out -> out.write(bytes), true); // a URL in it may be presigned
        return ExitStatus.OK;
    }

    private void tellWhatNobodyTyped(Map<String, String> exports) {
        Map<String, String> environment = session.terminal().environment();
        exports.forEach((name, value) -> {
            if (value.equals(environment.get(name))) {
                session.log().info("userdata.from-environment", name + " of this environment is in the user-data");
            }
        });
    }

    /** As the machine is to be told it. */
    private String place() throws AgentException {
        Location location = bundle.location();
        if (location instanceof Location.Directory || location instanceof Location.StandardInput) {
            throw new AgentException(
                    ExitStatus.USAGE,
                    "Bundle " + location.display() + " cannot be in user-data",
                    "a machine can neither fetch it nor prove it",
                    "Pack it, publish it, and name its URL");
        }
        if (location instanceof Location.File file) {
            session.log()
                    .warn(
                            "userdata.local-bundle",
                            "The bundle is a file: it must be at " + file.path().normalize() + " on the machine, too");
            return file.path().normalize().toString();
        }
        return session.arguments().value(CliOption.BUNDLE).orElseThrow();
    }

    private String digest() throws IOException {
        Optional<String> pinned = session.arguments().value(CliOption.SHA256);
        if (pinned.isPresent()) {
            return pinned.get();
        }
        BundleOptions.Pinned found = look();
        if (found.sealed() && !bundle.hasKeys()) {
            throw new AgentException(
                    ExitStatus.USAGE,
                    "The user-data was not written",
                    "the bundle is sealed, and no --key says where a machine gets the key",
                    "Name it with --key, as in ssm:/name");
        }
        return found.digest().hex();
    }

    private BundleOptions.Pinned look() throws IOException {
        try {
            return bundle.pin();
        } catch (AgentException notAtHand) {
            if (notAtHand.status() != ExitStatus.NOT_FETCHED) {
                throw notAtHand;
            }
            throw new AgentException(
                    ExitStatus.USAGE,
                    "The user-data was not written",
                    "user-data always pins its bundle, and the bundle is not at hand: " + notAtHand.what() + ": "
                            + notAtHand.why(),
                    "Give its digest with --sha256, or name a bundle that can be read from here",
                    notAtHand);
        }
    }
}
