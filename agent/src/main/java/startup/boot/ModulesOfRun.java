package startup.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import startup.fetch.Location;
import startup.log.EventLog;
import startup.log.OutputFollowers;
import startup.log.SpooledOutput;
import startup.run.Attempts;
import startup.run.BootId;
import startup.run.Cgroups;
import startup.run.Freshness;
import startup.run.Ledger;
import startup.run.ModuleEnvironment;
import startup.run.ModuleResult;
import startup.run.OpenRun;
import startup.run.Reboots;
import startup.run.RunTerms;
import startup.run.Runner;
import startup.run.ShellTools;
import startup.run.Standing;
import startup.run.StateFolder;
import startup.run.Successes;
import startup.run.Supervision;
import startup.run.Verdict;

/** Runs the modules of one run, or those of them that an earlier agent has not. */
final class ModulesOfRun {
    private final BootOrder order;
    private final StateFolder state;
    private final EventLog log;
    private final Machine machine;

    ModulesOfRun(BootOrder order, StateFolder state, EventLog log, Machine machine) {
        this.order = order;
        this.state = state;
        this.log = log;
        this.machine = machine;
    }

    BootEnd run(Course course, OpenRun run, Chronicle chronicle) throws IOException, InterruptedException {
        chronicle.readyForModules();
        new Ownership(state, machine, log).claim();
        ModuleEnvironment environment = environment(course, run, chronicle);
        try (OutputFollowers followers = new OutputFollowers(log, order.maxOutput(), log::flush)) {
            Supervision supervision = new Supervision(
                    ShellTools.find(machine.environment()),
                    Cgroups.of(run.folder().id()),
                    followers,
                    log,
                    machine.ticker(),
                    machine.random(),
                    Supervision.USUAL_GRACE);
            SpooledOutput told = run.left() ? SpooledOutput.read(run.folder().events()) : SpooledOutput.nothing();
            Attempts attempts = new Attempts(run.folder().out(), environment, supervision, told);
            Runner runner = runner(course, attempts, run);
            chronicle.running(runner);
            List<ModuleResult> results = runner.run();
            return runner.rebootAsked() ? chronicle.rebooting() : chronicle.ended(Verdict.of(course.plan(), results));
        }
    }

    private Runner runner(Course course, Attempts attempts, OpenRun run) {
        Successes successes = new Successes(state.modules(), log);
        boolean fromDirectory = order.bundle() instanceof Location.Directory;
        Freshness freshness = new Freshness(BootId.current(), fromDirectory, order.rerun());
        List<ModuleResult> standing =
                new Standing(run.history(), freshness, successes, course.digests(), log).of(course.plan());
        Ledger ledger = new Ledger(
                run.folder().id(), run.journal(), run.history(), course.digests(), successes, machine.wallClock(), log);
        RunTerms terms = new RunTerms(
                order.onFailure(),
                order.jobs(),
                new Reboots(order.mayReboot(), run.history().sessions().reboots()));
        return new Runner(course.plan(), terms, attempts, ledger, standing);
    }

    private ModuleEnvironment environment(Course course, OpenRun run, Chronicle chronicle)
            throws IOException, InterruptedException {
        GivenEnvironment given = given(run);
        return new ModuleEnvironment(
                given.completedFrom(machine.environment()),
                order.keyVariables(),
                machine.home(),
                chronicle.whereabouts(),
                given.added(),
                run.folder().id(),
                course.plan().folder());
    }

    /** As the run began with it, whichever agent goes on; kept again by the first, for by now more is known to be secret. */
    private GivenEnvironment given(OpenRun run) throws IOException {
        Path file = run.folder().environment();
        Optional<GivenEnvironment> kept = run.left() ? GivenEnvironment.read(file) : Optional.empty();
        return kept.isPresent()
                ? kept.get()
                : GivenEnvironment.keep(file, machine.environment(), order, log.redactor());
    }
}
