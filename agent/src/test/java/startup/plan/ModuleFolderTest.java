package startup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import startup.base.AgentException;

class ModuleFolderTest {
    @TempDir
    Path bundle;

    @Test
    void itIsTheOneTopFolderThatHoldsModulesWhateverItsName() throws IOException {
        holds("web-v3/a", "web-v3/b", ".git/hooks");
        Files.createDirectory(bundle.resolve("docs"));
        Files.writeString(bundle.resolve("README"), "");
        assertThat(ModuleFolder.find(bundle)).isEqualTo(bundle.resolve("web-v3").toAbsolutePath());
    }

    @Test
    void itIsTheRootIfModulesLieThere() throws IOException {
        holds("a", "b/nested");
        assertThat(ModuleFolder.find(bundle)).isEqualTo(bundle.toAbsolutePath());
    }

    @Test
    void theFolderOfThePipelineWinsOverWhatLiesBesideIt() throws IOException {
        holds("start-up-bundle/a", "tools");
        assertThat(ModuleFolder.find(bundle))
                .isEqualTo(bundle.resolve("start-up-bundle").toAbsolutePath());
    }

    @Test
    void theFolderOfThePipelineMayHaveAScriptOfItsOwn() throws IOException {
        holds("start-up-bundle/a", "start-up-bundle");
        assertThat(ModuleFolder.find(bundle))
                .isEqualTo(bundle.resolve("start-up-bundle").toAbsolutePath());
    }

    @Test
    void twoTopFoldersWithModulesAreRefusedByName() throws IOException {
        holds("web/a", "db/a", "mail/a");
        assertThatThrownBy(() -> ModuleFolder.find(bundle))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining("more than one top folder holds modules: db, mail and web");
    }

    @Test
    void aLinkToTheOneFolderIsNoSecondOne() throws IOException {
        holds("v3/a");
        Files.createSymbolicLink(bundle.resolve("current"), Path.of("v3"));
        assertThat(ModuleFolder.find(bundle).toRealPath())
                .isEqualTo(bundle.resolve("v3").toRealPath());
    }

    @Test
    void aBundleWithoutModulesIsRefused() throws IOException {
        holds("too/deep/a");
        assertThatThrownBy(() -> ModuleFolder.find(bundle))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining("The bundle has no module at all: neither its root nor a top folder");
    }

    @Test
    void aScriptAtTheRootIsNoModuleAndTheErrorSaysSo() throws IOException {
        holds("");
        assertThatThrownBy(() -> ModuleFolder.find(bundle))
                .hasMessageContaining("it has a start-up.sh, but in no module's folder");
    }

    @Test
    void hiddenFoldersHoldNoModules() throws IOException {
        holds(".a", ".b/c", "d/.e");
        assertThatThrownBy(() -> ModuleFolder.find(bundle)).hasMessageContaining("no module at all");
    }

    private void holds(String... modules) throws IOException {
        for (String module : modules) {
            Path folder = Files.createDirectories(bundle.resolve(module));
            Files.writeString(folder.resolve("start-up.sh"), "true\n");
        }
    }
}
