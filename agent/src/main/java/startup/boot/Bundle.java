package startup.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import startup.run.BootId;
import startup.run.JournalRecord;
import startup.run.RunHistory;

/** A bundle on this machine: proven, unpacked, and where modules find it. */
record Bundle(Path folder, BundleFacts facts) {
    private static final String SEALED = "sealed";
    private static final String PROOF = "proof";
    private static final String URL = "url";

    /** The one that an earlier agent of the run unpacked, if it is there and cannot have lost anything. */
    static Optional<Bundle> kept(RunHistory history) {
        return history.bundle()
                .filter(arrived -> history.bundleIsWhole(BootId.current()) && Files.isDirectory(arrived.folder()))
                .map(arrived -> new Bundle(arrived.folder(), facts(arrived)));
    }

    private static BundleFacts facts(JournalRecord.BundleArrived arrived) {
        Map<String, String> facts = arrived.facts();
        String proof = facts.getOrDefault(PROOF, "");
        return new BundleFacts(
                facts.getOrDefault(URL, ""),
                arrived.sha256(),
                Optional.ofNullable(facts.get(SEALED)),
                proof.isEmpty() ? List.of() : List.of(proof.split(",")));
    }

    JournalRecord.BundleArrived record() {
        Map<String, String> noted = new LinkedHashMap<>();
        noted.put(URL, facts.url());
        facts.sealed().ifPresent(seal -> noted.put(SEALED, seal));
        noted.put(PROOF, String.join(",", facts.proof()));
        return new JournalRecord.BundleArrived(facts.sha256(), folder.toAbsolutePath(), noted);
    }
}
