package startup.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import startup.base.AgentException;
import startup.boot.StatedOptions;
import startup.fetch.Location;
import startup.log.LogDestination;
import startup.seal.KeySource;

/** What of a command line is kept on disk for whoever goes on with its run; with absolute paths, for that one is elsewhere. */
final class KeptArguments {
    /** These concern one agent, or may hold what no journal holds. */
    static final Set<CliOption> OWN = Set.of(
            CliOption.BUNDLE,
            CliOption.KEY,
            CliOption.ENV,
            CliOption.NOTIFY,
            CliOption.STATE,
            CliOption.OUTPUT,
            CliOption.FORMAT,
            CliOption.DEBUG,
            CliOption.HELP,
            CliOption.VERSION);

    /** Key sources that name a file. */
    private static final List<String> OF_FILES = List.of("file:", "kms:@");

    /** Likewise, but kept until somebody says otherwise: a command that does not reboot must not be for ever. */
    static final Set<CliOption> SAID_ANEW = Set.of(CliOption.REBOOT_COMMAND);

    private final Arguments arguments;
    private final Path workingFolder;

    KeptArguments(Arguments arguments, Path workingFolder) {
        this.arguments = arguments;
        this.workingFolder = workingFolder;
    }

    /** Those that are kept. */
    Map<CliOption, List<String>> options() throws AgentException {
        Map<CliOption, List<String>> options = new EnumMap<>(CliOption.class);
        for (Map.Entry<CliOption, List<String>> said : arguments.values().entrySet()) {
            if (!OWN.contains(said.getKey())) {
                options.put(said.getKey(), absolute(said.getKey(), said.getValue()));
            }
        }
        return options;
    }

    StatedOptions stated(Location bundle) throws AgentException {
        Map<String, List<String>> options = new LinkedHashMap<>();
        options().forEach((option, values) -> options.put(option.word(), values));
        if (bundle instanceof Location.S3 object && object.versionId().isPresent()) {
            String version =
                    object.display() + "?versionId=" + object.versionId().get();
            options.put(CliOption.BUNDLE.word(), List.of(version));
        }
        return new StatedOptions(options, keySources());
    }

    private List<String> absolute(CliOption option, List<String> values) throws AgentException {
        String value = values.isEmpty() ? "" : values.get(values.size() - 1);
        return switch (option) {
            case BUNDLE_DIR -> List.of(workingFolder.resolve(value).toString());
            case METADATA ->
                value.equals("none")
                        ? values
                        : List.of(workingFolder.resolve(value).toString());
            case LOGS ->
                LogDestination.parse(value, workingFolder)
                        .map(there -> List.of(there.text()))
                        .orElse(values);
            default -> values;
        };
    }

    private List<String> keySources() throws AgentException {
        List<String> sources = new ArrayList<>();
        for (String key : arguments.all(CliOption.KEY)) {
            sources.add(absolute(KeySource.parse(key).display()));
        }
        return sources;
    }

    private String absolute(String source) {
        for (String scheme : OF_FILES) {
            if (source.startsWith(scheme)) {
                return scheme + workingFolder.resolve(source.substring(scheme.length()));
            }
        }
        return source;
    }
}
