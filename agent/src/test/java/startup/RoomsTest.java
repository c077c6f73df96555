package startup;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The architecture: who may use whom, and which room each library lives in. */
class RoomsTest {
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("startup");

    /** The whole list of arrows. A room that is not named here may not exist. */
    private static final Map<String, List<String>> MAY_USE = mayUse();

    /** Each library has one room. */
    private static final Map<String, List<String>> ROOMS_OF_LIBRARIES = Map.of(
            "org.apache.hc..", List.of("http"),
            "org.apache.commons.compress..", List.of("bundle"),
            "org.tukaani..", List.of("bundle"),
            "com.github.luben..", List.of("bundle"),
            "org.apache.commons.exec..", List.of("run"),
            "ch.qos.logback..", List.of("log"),
            "org.snakeyaml..", List.of("plan"),
            "org.apache.commons.cli..", List.of("cli"),
            "com.google.gson..", List.of("base"),
            "org.bouncycastle..", List.of("seal", "proof"));

    private static Map<String, List<String>> mayUse() {
        Map<String, List<String>> arrows = new LinkedHashMap<>();
        arrows.put("base", List.of());
        arrows.put("http", List.of("base"));
        arrows.put("aws", List.of("http", "base"));
        arrows.put("log", List.of("aws", "base"));
        arrows.put("fetch", List.of("aws", "http", "base"));
        arrows.put("proof", List.of("base"));
        arrows.put("seal", List.of("aws", "base"));
        arrows.put("bundle", List.of("base"));
        arrows.put("plan", List.of("base"));
        arrows.put("run", List.of("plan", "log", "base"));
        arrows.put("report", List.of("plan", "run", "log", "aws", "http", "base"));
        List<String> below = everyRoomOf(arrows);
        arrows.put("make", List.of("base"));
        arrows.put("boot", below);
        arrows.put("cli", everyRoomOf(arrows));
        return arrows;
    }

    private static List<String> everyRoomOf(Map<String, List<String>> arrows) {
        return List.copyOf(arrows.keySet());
    }

    static Stream<String> rooms() {
        return MAY_USE.keySet().stream();
    }

    static Stream<Map.Entry<String, List<String>>> libraries() {
        return ROOMS_OF_LIBRARIES.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomUsesOnlyTheRoomsThatTheListAllows(String room) {
        List<String> allowed = new ArrayList<>(List.of("startup." + room));
        MAY_USE.getOrDefault(room, List.of()).forEach(other -> allowed.add("startup." + other));
        noClasses()
                .that()
                .resideInAPackage("startup." + room)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("startup..").and(not(resideInAnyPackage(allowed.toArray(String[]::new)))))
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void aLibraryIsUsedOnlyInItsRoom(Map.Entry<String, List<String>> library) {
        String[] rooms =
                library.getValue().stream().map(room -> "startup." + room).toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library.getKey())
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @Test
    void everyClassLivesInARoomOfTheList() {
        String[] rooms = rooms().map(room -> "startup." + room).toArray(String[]::new);
        classes().should().resideInAnyPackage(rooms).check(PRODUCTION);
    }

    @Test
    void noRoomsFormACircle() {
        slices().matching("startup.(*)..").should().beFreeOfCycles().check(PRODUCTION);
    }

    @Test
    void everyRoomIsNullMarked() {
        PRODUCTION.stream()
                .map(type -> type.getPackage())
                .distinct()
                .forEach(room -> assertThat(room.isAnnotatedWith(NullMarked.class))
                        .as(room.getName())
                        .isTrue());
    }

    @Test
    void onlyTheCommandLineTouchesStandardStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackage("startup.cli")
                .should(ACCESS_STANDARD_STREAMS)
                .check(PRODUCTION);
    }

    @Test
    void noClassThrowsGenericExceptions() {
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(PRODUCTION);
    }

    @Test
    void theseRulesSeeTheProductionClasses() {
        assertThat(PRODUCTION.size()).isGreaterThan(250);
    }
}
