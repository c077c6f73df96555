package startup.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A machine that is in namespaces of its own and has a disk of its own above the image; see {@code machine.sh}. It is
 * switched off when cloud-init has run user-data.
 */
final class Machine implements AutoCloseable {
    private static final Duration LONGEST_BOOT = Duration.ofMinutes(3);

    private final Path folder;
    private final Path image;

    /** Keeps all that it needs in this folder, which is absent or a machine's. */
    Machine(Path folder, Path image) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.image = image;
    }

    /** Gives every service of the machine these variables: what the maker of an image, not user-data, says. */
    void environment(Map<String, String> variables) throws IOException {
        StringBuilder text = new StringBuilder("[Manager]\nDefaultEnvironment=");
        variables.forEach((name, value) ->
                text.append('"').append(name).append('=').append(value).append("\" "));
        Path file = disk("/etc/systemd/system.conf.d/environment.conf");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.append('\n'));
    }

    /** Otherwise cloud-init runs user-data on the first boot of an instance only. */
    void runsUserDataOnEveryBoot() throws IOException {
        Path file = disk("/etc/cloud/cloud.cfg.d/95_every_boot.cfg");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "cloud_final_modules: [[scripts-user, always]]\n");
    }

    /**
     * From power on to power off.
     *
     * @param networkLate how long after power on the network is there
     */
    void boot(Cloud cloud, Duration networkLate) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--net", "bash"));
        command.add(Image.SCRIPTS.resolve("machine.sh").toString());
        command.add(image.toString());
        command.add(String.valueOf(networkLate.toSeconds()));
        command.addAll(cloud.command());
        Path messages = folder.resolve("messages");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(messages.toFile())
                .start();
        boolean isOff = false;
        try {
            isOff = process.waitFor(LONGEST_BOOT.toSeconds(), TimeUnit.SECONDS);
        } finally { // of a test whose time is up too
            switchOff(process);
        }
        assertThat(isOff && process.exitValue() == 0)
                .as("%s%n%s", Files.readString(messages), printed())
                .isTrue();
    }

    /** Hard, if it is still on. */
    private static void switchOff(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close(); // by which machine.sh sees it
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        process.waitFor();
    }

    /** Takes the disk away; JUnit's way with folders would warn of every link that leads into the machine's own root. */
    @Override
    public void close() throws IOException {
        new ProcessBuilder("rm", "-rf", "--one-file-system", folder.toString())
                .inheritIO()
                .start()
                .onExit()
                .join();
    }

    /** Where the machine's own disk has this file, if the machine has written it. */
    Path disk(String path) {
        return folder.resolve("disk/upper" + path);
    }

    /** The lines of a file of the machine; none if it never wrote it. */
    List<String> lines(String path) throws IOException {
        Path file = disk(path);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** What cloud-init and what it ran have printed, over all boots. */
    List<String> printed() throws IOException {
        return lines("/var/log/cloud-init-output.log");
    }
}
