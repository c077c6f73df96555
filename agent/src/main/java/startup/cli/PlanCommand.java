package startup.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.boot.Arrived;
import startup.boot.BundleFacts;
import startup.bundle.Unpacked;
import startup.fetch.Location;
import startup.plan.ModuleFolder;
import startup.plan.Plan;
import startup.plan.PlanDot;
import startup.plan.PlanJson;
import startup.plan.PlanText;
import startup.plan.Planner;
import startup.plan.Selection;
import startup.run.Rerun;

/** {@code agent plan}: the order of a bundle's modules, and why. */
final class PlanCommand implements Command {
    private final Session session;
    private final BundleOptions options;
    private final Planner planner;
    private final Selection selection;
    private final Outlook outlook;
    private final String format;

    PlanCommand(Session session) throws AgentException {
        Arguments arguments = session.arguments();
        this.session = session;
        this.options = new BundleOptions(session);
        this.planner = new Planner(arguments.duration(CliOption.TIMEOUT));
        this.selection = new Selection(arguments.all(CliOption.ONLY), arguments.all(CliOption.SKIP));
        this.outlook = new Outlook(
                StatePath.of(session).modules(),
                options.location() instanceof Location.Directory,
                Rerun.of(arguments.all(CliOption.RERUN)),
                session.log());
        this.format = arguments.choice(CliOption.FORMAT, "text", "json", "dot");
    }

    @Override
    public ExitStatus run() throws IOException {
        try (ScratchFolder scratch = new ScratchFolder()) {
            Arrived<Unpacked> arrived = options.intake().into(scratch.staging(), options.location());
            Path bundle = scratch.staging().folder();
            Plan whole = planner.plan(ModuleFolder.find(bundle));
            Map<String, String> unchanged = outlook.unchanged(bundle, whole);
            new ResultOutput(session).write(rendered(selection.apply(whole), arrived.facts(), unchanged));
        }
        return ExitStatus.OK;
    }

    private String rendered(Plan plan, BundleFacts facts, Map<String, String> unchanged) {
        return switch (format) {
            case "json" ->
                new PlanJson(
                                        facts.url(),
                                        facts.sha256().orElse(null),
                                        facts.sealed().orElse(null))
                                .write(plan, module -> !unchanged.containsKey(module.name()))
                        + "\n";
            case "dot" -> new PlanDot(plan).write();
            default -> new PlanText(plan, module -> Optional.ofNullable(unchanged.get(module.name()))).write();
        };
    }
}
