package startup.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import startup.plan.Manifest;
import startup.plan.PlannedModule;

/** The search for the failing line of one attempt: a prelude before {@code start-up.sh}, and its report after it. */
final class Tracing {
    private static final String SCRIPT = "start-up.sh";

    private final Path prelude;
    private final Path report;
    private final FailingLine failingLine;

    private Tracing(Path prelude, Path report, FailingLine failingLine) {
        this.prelude = prelude;
        this.report = report;
        this.failingLine = failingLine;
    }

    /** Makes the files; empty if the module does not want it, has no manifest, or could notice it. */
    static Optional<Tracing> begin(
            PlannedModule module, AttemptFiles files, Map<String, String> environment, ShellTools tools)
            throws IOException {
        boolean wanted = module.manifest().map(Manifest::trace).orElse(false);
        if (!wanted || !Prelude.suits(environment, module.folder().resolve(SCRIPT), files.report())) {
            return Optional.empty();
        }
        AttemptFiles.createEmpty(files.report());
        AttemptFiles.createEmpty(files.prelude());
        Files.writeString(files.prelude(), Prelude.reportingTo(files.report()));
        return Optional.of(
                new Tracing(files.prelude(), files.report(), new FailingLine(tools, module.folder(), SCRIPT)));
    }

    /** The search that an agent began which is no more; empty if there was none. */
    static Optional<Tracing> goOn(PlannedModule module, AttemptFiles files, ShellTools tools) {
        return Files.exists(files.report())
                ? Optional.of(
                        new Tracing(files.prelude(), files.report(), new FailingLine(tools, module.folder(), SCRIPT)))
                : Optional.empty();
    }

    /** For {@code start-up.sh} alone; the prelude takes it away from what that starts. */
    Map<String, String> variables() {
        return Map.of("BASH_ENV", prelude.toString());
    }

    /** The same end, with the line that it came of, if that can be told. */
    AttemptEnd explain(AttemptEnd end) {
        if (end.succeeded() || !(end instanceof AttemptEnd.Exited exited)) {
            return end;
        }
        return failingLine
                .inWords(HookReport.read(report), exited.ending())
                .<AttemptEnd>map(where -> new AttemptEnd.Exited(exited.ending(), where))
                .orElse(end);
    }

    /** A command may hold secrets, and the report holds it raw: gone once it has been told, as the raw output is. */
    void forget() {
        try {
            Files.deleteIfExists(report);
            Files.deleteIfExists(prelude);
        } catch (IOException stays) {
            // for this user only, and it goes with the run's folder
        }
    }
}
