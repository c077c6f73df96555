package startup.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.boot.Audience;
import startup.boot.Boot;
import startup.boot.BootEnd;
import startup.boot.BootOrder;
import startup.boot.ServiceWish;
import startup.log.LogStores;
import startup.plan.Planner;
import startup.plan.Selection;
import startup.report.Notification;
import startup.report.Notifier;
import startup.run.OnFailure;
import startup.run.Rerun;
import startup.run.RunTerms;

/** {@code agent boot}: gives this machine its personality, and ends with the verdict on standard output. */
final class BootCommand implements Command {
    private static final long MAX_OUTPUT = 1L << 30;

    private final Session session;
    private final BundleOptions options;
    private final BootOrder order;
    private final Planner planner;
    private final List<Notification> notifications = new ArrayList<>();
    private final boolean json;

    BootCommand(Session session) throws AgentException {
        Arguments arguments = session.arguments();
        this.session = session;
        this.options = new BundleOptions(session);
        this.planner = new Planner(arguments.duration(CliOption.TIMEOUT));
        this.json = arguments.choice(CliOption.FORMAT, "text", "json").equals("json");
        this.order = order(arguments);
        for (String notification : arguments.all(CliOption.NOTIFY)) {
            notifications.add(Notification.parse(notification));
        }
    }

    private BootOrder order(Arguments arguments) throws AgentException {
        Path workingFolder = session.terminal().workingFolder();
        Map<String, String> added = new LinkedHashMap<>();
        for (Map.Entry<String, String> pair : arguments.pairs(CliOption.ENV)) {
            added.put(variable(pair.getKey()), pair.getValue());
        }
        return new BootOrder(
                options.location(),
                arguments.value(CliOption.BUNDLE_DIR).map(workingFolder::resolve),
                new Selection(arguments.all(CliOption.ONLY), arguments.all(CliOption.SKIP)),
                arguments.has(CliOption.EVERY_BOOT),
                Rerun.of(arguments.all(CliOption.RERUN)),
                arguments.choice(CliOption.ON_FAILURE, "stop", "continue").equals("stop")
                        ? OnFailure.STOP
                        : OnFailure.CONTINUE,
                arguments.count(CliOption.JOBS).orElseGet(RunTerms::usualJobs),
                service(arguments),
                arguments.has(CliOption.ALLOW_REBOOT),
                arguments.value(CliOption.REBOOT_COMMAND),
                added,
                options.variablesOfKeys(),
                options.tagsOfKeys(),
                arguments.size(CliOption.MAX_OUTPUT).orElse(MAX_OUTPUT),
                new LogOptions(session).order(),
                arguments.all(CliOption.NOTIFY),
                new KeptArguments(arguments, workingFolder).stated(options.location()));
    }

    private static ServiceWish service(Arguments arguments) throws AgentException {
        if (arguments.has(CliOption.SERVICE) && arguments.has(CliOption.NO_SERVICE)) {
            throw new AgentException(
                    ExitStatus.USAGE,
                    "The options cannot be accepted",
                    "--service and --no-service say the opposite",
                    "Choose one of them");
        }
        if (arguments.has(CliOption.NO_SERVICE)) {
            return ServiceWish.NEVER;
        }
        return arguments.has(CliOption.SERVICE) ? ServiceWish.ALWAYS : ServiceWish.ON_INSTANCES;
    }

    private Notifier notifier(Cloud cloud) {
        return new Notifier(
                notifications, cloud::client, cloud::launchSignals, session.log(), session.ticker(), session.random());
    }

    /** As in a manifest: a name that a shell can use, and none of the agent's own. */
    private static String variable(String name) throws AgentException {
        boolean usable = !Character.isDigit(name.charAt(0)) && !name.startsWith("STARTUP_");
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            usable &= letter == '_' || (letter < 128 && Character.isLetterOrDigit(letter));
        }
        if (!usable) {
            throw new AgentException(
                    ExitStatus.USAGE,
                    "--env cannot be accepted",
                    "'" + name + "' is no name for a module's variable",
                    "Use letters, digits and _, not first a digit, and not STARTUP_, which is the agent's");
        }
        return name;
    }

    @Override
    public ExitStatus run() throws IOException {
        return shown(boot().run());
    }

    /** The rest of a run; empty if it has come to its verdict meanwhile. */
    Optional<ExitStatus> resume() throws IOException {
        Optional<BootEnd> end = boot().resume();
        return end.isPresent() ? Optional.of(shown(end.get())) : Optional.empty();
    }

    private Boot boot() throws AgentException {
        Cloud cloud = session.cloud();
        Audience audience = new Audience(new LogStores(cloud::s3), notifier(cloud), session.console());
        return new Boot(
                order,
                StatePath.of(session),
                options.intake(),
                planner,
                audience,
                session.log(),
                ThisMachine.of(session));
    }

    private ExitStatus shown(BootEnd end) throws IOException {
        new VerdictOutput(session, json).show(end.verdict());
        return end.status();
    }
}
