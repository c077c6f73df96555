package startup.run;

import java.io.IOException;
import startup.base.Ticker;

/** The attempts that an agent which is no more left running in a run that nobody goes on with. */
public final class LeftAttempts {
    private final OpenRun run;
    private final TreeStopper stopper;
    private final Cgroups cgroups;

    public LeftAttempts(OpenRun run, ShellTools tools, Ticker ticker) {
        this.run = run;
        this.cgroups = Cgroups.of(run.folder().id());
        this.stopper = new TreeStopper(tools, ticker, Supervision.USUAL_GRACE);
    }

    /** Stops them, as attempts are stopped whose time is up. */
    public void stop() {
        for (ModuleHistory.UnderWay left : run.history().underWay()) {
            if (BootId.same(left.boot(), BootId.current())) {
                stop(left);
            }
        }
    }

    private void stop(ModuleHistory.UnderWay left) {
        AttemptFiles files = AttemptFiles.of(run.folder().out(), left.module(), left.attempt());
        try {
            ProcessTree tree = new ProcessTree(
                    ModuleEnvironment.mark(run.folder().id(), left.module(), left.attempt()),
                    files.output().toRealPath(),
                    files.output(),
                    cgroups.find(left.module(), left.attempt()));
            ExitFile.read(files.status()).session().ifPresent(tree::addSession);
            stopper.stop(tree);
        } catch (IOException neverBegun) {
            // it has no file to print into, so it has no process
        }
    }
}
