package startup.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Small sets of modules that state random things; the same seed gives the same. Module 7 is called {@code m07}. */
final class RandomModules {
    /** For each module those that it states, or null if it states neither key. */
    final int[][] stated;

    RandomModules(long seed, boolean circlesToo) {
        Random random = new Random(seed);
        int size = 1 + random.nextInt(12);
        int[] rank = random.ints(0, 1000).limit(size).toArray();
        double density = random.nextDouble() * 0.5;
        double statedShare = random.nextDouble();
        stated = new int[size][];
        for (int module = 0; module < size; module++) {
            if (random.nextDouble() < statedShare) {
                int me = module;
                stated[module] = random.ints(0, size)
                        .limit((long) (size * density))
                        .filter(other -> other != me && (circlesToo || rank[other] < rank[me]))
                        .distinct()
                        .toArray();
            }
        }
    }

    List<PlannedModule> modules() {
        List<PlannedModule> modules = new ArrayList<>();
        for (int module = 0; module < stated.length; module++) {
            Optional<Manifest> manifest = Optional.empty();
            if (stated[module] != null) {
                List<String> names = new ArrayList<>();
                for (int other : stated[module]) {
                    names.add(name(other));
                }
                manifest = Optional.of(Manifest.DEFAULTS.requiring(names));
            }
            String name = name(module);
            modules.add(new PlannedModule(name, Path.of("/m", name), manifest, List.of(), Optional.empty()));
        }
        return modules;
    }

    static String name(int module) {
        return "m" + module / 10 + module % 10;
    }

    static int number(String name) {
        return Integer.parseInt(name.substring(1));
    }
}
