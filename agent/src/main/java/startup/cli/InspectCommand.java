package startup.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.HumanSize;
import startup.base.Json;
import startup.boot.Arrived;
import startup.boot.Intake;
import startup.bundle.Staging;
import startup.bundle.Unpacked;
import startup.plan.ModuleFolder;
import startup.plan.PlannedModule;
import startup.plan.Planner;

/** {@code agent inspect}: what a bundle is; of a sealed one without a key, what can be said without it. */
final class InspectCommand implements Command {
    private final Session session;
    private final BundleOptions options;
    private final boolean json;

    InspectCommand(Session session) throws AgentException {
        this.session = session;
        this.options = new BundleOptions(session);
        this.json = session.arguments().choice(CliOption.FORMAT, "text", "json").equals("json");
    }

    @Override
    public ExitStatus run() throws IOException {
        try (ScratchFolder scratch = new ScratchFolder()) {
            Arrived<Optional<Unpacked>> arrived = arrived(scratch.staging());
            Map<String, @Nullable Object> findings =
                    findings(arrived, scratch.staging().folder());
            new ResultOutput(session).write(json ? Json.write(findings) + "\n" : text(findings));
        }
        return ExitStatus.OK;
    }

    private Arrived<Optional<Unpacked>> arrived(Staging staging) throws IOException {
        if (!options.hasKeys()) {
            Intake withoutKey = options.intake(options.arrivalStillSealed());
            return withoutKey.unlessSealed(staging, options.location());
        }
        Arrived<Unpacked> arrived = options.intake().into(staging, options.location());
        return new Arrived<>(Optional.of(arrived.result()), arrived.facts(), arrived.seal());
    }

    private static Map<String, @Nullable Object> findings(Arrived<Optional<Unpacked>> arrived, Path folder) {
        Map<String, @Nullable Object> findings = new LinkedHashMap<>();
        findings.put("version", 1);
        findings.put("url", arrived.facts().url());
        findings.put("sha256", arrived.facts().sha256().orElse(null));
        findings.put("sealed", arrived.facts().sealed().orElse(null));
        findings.put("seal", arrived.seal());
        arrived.result().ifPresent(unpacked -> {
            findings.put("compression", unpacked.compression());
            findings.put("files", unpacked.files());
            findings.put("bytes", unpacked.bytes());
            addModules(findings, folder);
        });
        return findings;
    }

    /** A bundle that could not be planned is still inspected, and says why it would not boot. */
    private static void addModules(Map<String, @Nullable Object> findings, Path folder) {
        try {
            List<String> names = new ArrayList<>();
            for (PlannedModule module : new Planner(Optional.empty())
                    .plan(ModuleFolder.find(folder))
                    .modules()) {
                names.add(module.name());
            }
            findings.put("modules", names);
        } catch (AgentException e) {
            findings.put("modules", List.of());
            findings.put("fault", e.getMessage());
        }
    }

    private static String text(Map<String, @Nullable Object> findings) {
        StringBuilder text = new StringBuilder();
        line(text, "Bundle", findings.get("url"));
        line(text, "SHA-256", findings.get("sha256"));
        line(text, "Seal", findings.get("sealed") == null ? "none" : findings.get("seal"));
        line(text, "Compression", findings.get("compression"));
        if (findings.get("bytes") instanceof Long bytes) {
            line(text, "Content", findings.get("files") + " files, " + HumanSize.format(bytes));
        }
        if (findings.get("modules") instanceof List<?> modules) {
            line(text, "Modules", modules.isEmpty() ? "none" : joined(modules));
        } else {
            line(text, "Modules", "not to be seen without a key; give one with --key");
        }
        line(text, "Fault", findings.get("fault"));
        return text.toString();
    }

    private static String joined(List<?> names) {
        StringBuilder text = new StringBuilder();
        for (Object name : names) {
            text.append(text.isEmpty() ? "" : ", ").append(name);
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, @Nullable Object value) {
        if (value != null) {
            text.append(String.format("%-13s%s%n", name, value));
        }
    }
}
