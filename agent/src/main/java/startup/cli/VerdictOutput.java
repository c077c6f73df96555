package startup.cli;

import java.io.IOException;
import startup.base.ExitStatus;
import startup.report.SummaryTable;
import startup.report.VerdictDocument;

/** Shows a verdict as the result of a command, and exits as its run did. */
final class VerdictOutput {
    private final Session session;
    private final boolean json;

    VerdictOutput(Session session, boolean json) {
        this.session = session;
        this.json = json;
    }

    ExitStatus show(VerdictDocument verdict) throws IOException {
        session.log().flush();
        new ResultOutput(session).write(json ? verdict.toJson() + "\n" : new SummaryTable(verdict).write());
        Integer exit = verdict.exit();
        return exit == null ? ExitStatus.OK : ExitStatus.ofCode(exit);
    }
}
