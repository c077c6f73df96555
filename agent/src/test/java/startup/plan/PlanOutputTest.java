package startup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.Json;

class PlanOutputTest {
    @TempDir
    Path folder;

    private Plan plan = new Plan(Path.of("/"), List.of());

    @BeforeEach
    void aBundleWithEveryKindOfEdge() throws IOException {
        plan = new BundleFolder(folder)
                .module("base")
                .module("erlang")
                .module("rabbitmq", """
                        description: "The broker\\e[1m\\n"
                        requires: [erlang, base]
                        after: [mail, hostname]
                        locks: [packages]
                        essential: false
                        timeout: 15m
                        retry: {attempts: 3}
                        when: every-boot
                        """)
                .module("mail", "requires: []")
                .plan();
    }

    @Test
    void theTextSaysWhatEachWaitsForAndWhy() {
        assertThat(new PlanText(plan).write()).isEqualTo("""
                        1. base
                              waits for nothing
                        2. erlang
                              waits for base (by name)
                        3. mail
                              waits for nothing
                              limit 1 h
                        4. rabbitmq: The broker [1m
                              waits for erlang (requires), mail (after)
                              and so for base, which it states too
                              not for hostname (after), which is not in the plan
                              limit 15 min; up to 3 attempts; holds packages; not essential; at every boot
                        """);
    }

    @Test
    void theTextSaysWhichWouldNotBeRunAndWhy() {
        PlanText text = new PlanText(
                plan, module -> module.name().equals("base") ? Optional.of("it succeeded already") : Optional.empty());
        assertThat(text.write()).startsWith("""
                        1. base
                              not run: it succeeded already
                              waits for nothing
                        2. erlang
                              waits for base (by name)
                        """);
    }

    @Test
    void theTextNamesWhatIsBetweenTwoModulesInTheWholePlanOnly() throws IOException {
        Plan chosen = new Selection(List.of(), List.of("erlang")).apply(plan);
        assertThat(new PlanText(chosen).write()).contains("waits for base (requires), mail (after)");
        Plan further = new BundleFolder(folder.resolve("other"))
                .module("a", "requires: []")
                .module("b", "requires: [a]")
                .module("c", "requires: [b]")
                .plan();
        assertThat(new PlanText(new Selection(List.of(), List.of("b")).apply(further)).write())
                .contains("waits for a (through a module that is left out)");
    }

    @Test
    void theJsonIsThatOfTheDesign() throws IOException {
        Plan redis = new BundleFolder(folder.resolve("other"))
                .module("base")
                .module("redis", "requires: [base]")
                .plan();
        assertThat(new PlanJson("web.bundle", "9c01", "age")
                        .write(redis, module -> module.name().equals("redis")))
                .isEqualTo("""
                        {"version":1,"bundle":{"url":"web.bundle","sha256":"9c01","sealed":"age"},"modules":[\
                        {"name":"base","requires":[],"after":[],"waits_for":[],"locks":[],"essential":true,\
                        "timeout_ms":null,"retry":{"attempts":1,"backoff_ms":10000,"max_ms":120000},"when":"once","run":false},\
                        {"name":"redis","requires":["base"],"after":[],"waits_for":["base"],"locks":[],"essential":true,\
                        "timeout_ms":3600000,"retry":{"attempts":1,"backoff_ms":10000,"max_ms":120000},"when":"once","run":true}]}""");
    }

    @Test
    void theJsonOfADirectoryHasNeitherDigestNorSealAndKeepsWhatIsStated() throws IOException {
        String json = new PlanJson("dir", null, null).write(plan, module -> true);
        assertThat(Json.parse(json)).isNotNull();
        assertThat(json)
                .contains("{\"url\":\"dir\",\"sha256\":null,\"sealed\":null}")
                .contains(
                        "\"requires\":[\"erlang\",\"base\"],\"after\":[\"mail\",\"hostname\"],"
                                + "\"waits_for\":[\"erlang\",\"mail\"],\"locks\":[\"packages\"],\"essential\":false,\"timeout_ms\":900000,"
                                + "\"retry\":{\"attempts\":3,\"backoff_ms\":10000,\"max_ms\":120000},\"when\":\"every-boot\",\"run\":true");
    }

    @Test
    void theGraphDrawsStatedEdgesSolidOrDashedAndImpliedOnesDotted() {
        assertThat(new PlanDot(plan).write()).isEqualTo("""
                        digraph plan {
                          rankdir=RL
                          node [shape=box]
                          "base"
                          "erlang"
                          "mail"
                          "rabbitmq"
                          "erlang" -> "base" [style=dotted]
                          "rabbitmq" -> "erlang" [style=solid]
                          "rabbitmq" -> "mail" [style=dashed]
                          "rabbitmq" -> "base" [style=solid]
                        }
                        """);
    }

    @Test
    void namesInTheGraphAreQuoted() throws IOException {
        Plan odd = new BundleFolder(folder.resolve("odd")).module("a\"b\\").plan();
        assertThat(new PlanDot(odd).write()).contains("  \"a\\\"b\\\\\"\n");
    }
}
