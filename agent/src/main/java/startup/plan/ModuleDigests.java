package startup.plan;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import startup.base.AgentException;
import startup.base.ExitStatus;

/**
 * The digests of all modules of a bundle: what decides whether a module that has succeeded is run again. Each file is
 * read once.
 *
 * <p>A {@link ModuleDigest} is the SHA-256 of
 *
 * <pre>
 * "startup-agent module 1"   as text
 * tree      32 bytes: the {@link TreeDigest} of the module's folder, its own mode included
 * shared    32 bytes: the {@link TreeDigest} of the bundle without the modules' folders, its own mode not included
 * env       the number of variables; then of each its name and its value as texts, in the order of the names
 * requires  the number of modules; then of each its name as text and its digest, 32 bytes, in the order of the names
 * </pre>
 *
 * <p>A number is 4 bytes, the highest first; a text its length in bytes as a number, then its UTF-8; names are in the
 * order of those bytes. What a module requires is in its digest with all that this requires in turn.
 *
 * <p>A module's folder that is a link into the bundle is the folder that it leads to; of one that leads out of the bundle
 * nothing counts but that. Errors: exit status 15 for what cannot be read.
 */
public final class ModuleDigests {
    private static final String FORMAT = "startup-agent module 1";

    /** In place of the digest of a folder that is not in the bundle. */
    private static final byte[] NOTHING = new byte[32];

    private final FileDigests files = new FileDigests();
    private final Path bundle;
    private final Map<Path, byte[]> trees = new HashMap<>();

    private ModuleDigests(Path bundle) {
        this.bundle = bundle;
    }

    /**
     * The digest of every module by name, in the plan's order. To be taken before a module runs: some write into their
     * folders.
     *
     * @param bundle the whole unpacked bundle; {@code plan.folder()} is it or lies in it
     * @param plan with all its modules, before {@code --only} and {@code --skip}: what is left out today must change
     *     nobody's digest
     */
    public static Map<String, ModuleDigest> of(Path bundle, Plan plan) throws IOException {
        try {
            return new ModuleDigests(bundle.toRealPath()).of(plan);
        } catch (InterruptedIOException toldToStop) {
            throw toldToStop;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Map<String, ModuleDigest> of(Plan plan) throws IOException {
        Map<String, Path> folders = new HashMap<>();
        for (PlannedModule module : plan.modules()) {
            folders.put(module.name(), module.folder().toRealPath());
        }
        byte[] shared = new TreeDigest(files, new HashSet<>(folders.values())).of(bundle, false);
        Map<String, byte[]> digests = new HashMap<>();
        Map<String, ModuleDigest> shown = new LinkedHashMap<>();
        for (PlannedModule module : plan.modules()) {
            Digest digest = new Digest()
                    .text(FORMAT)
                    .raw(tree(folders.get(module.name())))
                    .raw(shared);
            addEnvironment(module, digest);
            addRequired(module, digests, digest);
            byte[] finished = digest.finish();
            digests.put(module.name(), finished);
            shown.put(module.name(), ModuleDigest.of(finished));
        }
        return shown;
    }

    /** Two modules may be two names of one folder. */
    private byte[] tree(@Nullable Path folder) throws IOException {
        if (folder == null || !folder.startsWith(bundle)) {
            return NOTHING;
        }
        byte[] known = trees.get(folder);
        if (known == null) {
            known = new TreeDigest(files, Set.of()).of(folder, true);
            trees.put(folder, known);
        }
        return known;
    }

    private static void addEnvironment(PlannedModule module, Digest digest) {
        Map<String, String> env = new TreeMap<>(ModuleDigests::byBytes);
        env.putAll(module.manifestOrDefaults().env());
        digest.number(env.size());
        env.forEach((name, value) -> digest.text(name).text(value));
    }

    /** A plan has what a module requires before it. */
    private static void addRequired(PlannedModule module, Map<String, byte[]> digests, Digest digest) {
        Map<String, byte[]> required = new TreeMap<>(ModuleDigests::byBytes);
        for (String name : module.requires()) {
            byte[] its = digests.get(name);
            if (its == null) {
                throw new IllegalArgumentException(module.name() + " requires " + name + ", which is not before it");
            }
            required.put(name, its);
        }
        digest.number(required.size());
        required.forEach((name, its) -> digest.text(name).raw(its));
    }

    private static int byBytes(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static AgentException unreadable(IOException e) {
        String file = e instanceof FileSystemException named ? "'" + named.getFile() + "'" : "A file of it";
        return new AgentException(
                ExitStatus.MACHINE,
                "The bundle's modules could not be compared with what ran before",
                file + " could not be read: "
                        + (e instanceof AccessDeniedException ? "this user may not" : String.valueOf(e.getMessage())),
                "Check the modes of the bundle's files and the disk",
                e);
    }
}
