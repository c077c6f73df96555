package startup.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.base.RecordedEvents;

/** One bundle's way through a staging, in a folder in which nothing else may appear. */
final class Unpacking {
    final RecordedEvents events = new RecordedEvents();
    private final Path parent;
    private final Limits limits;

    Unpacking(Path parent) {
        this(parent, Limits.DEFAULT);
    }

    Unpacking(Path parent, Limits limits) {
        this.parent = parent;
        this.limits = limits;
    }

    Path target() {
        return parent.resolve("bundles/target");
    }

    Unpacked succeeds(byte[] archive) throws IOException {
        return succeeds(new ByteArrayInputStream(archive));
    }

    Unpacked succeeds(InputStream archive) throws IOException {
        try (Staging staging = Staging.in(parent.resolve("bundles"))) {
            Unpacked unpacked = new Unpacker(limits, events).unpack(archive, staging.folder());
            staging.commit(target());
            return unpacked;
        }
    }

    /** The refusal, after which there is nothing, neither where the bundle was to be nor anywhere near. */
    AgentException fails(byte[] archive, ExitStatus status) throws Exception {
        return fails(new ByteArrayInputStream(archive), status);
    }

    AgentException fails(InputStream archive, ExitStatus status) throws Exception {
        String before = Tools.bash(parent, "find . -path ./bundles -prune -o -print | sort");
        Throwable thrown = catchThrowable(() -> succeeds(archive));
        assertThat(thrown).isInstanceOf(AgentException.class);
        AgentException failure = (AgentException) thrown;
        assertThat(failure.status()).as(failure.getMessage()).isEqualTo(status);
        assertThat(failure.getMessage())
                .doesNotContain("\n")
                .doesNotContain("Exception")
                .doesNotContain("null");
        assertThat(Trees.names(parent.resolve("bundles"))).as("left in bundles").isEmpty();
        assertThat(Tools.bash(parent, "find . -path ./bundles -prune -o -print | sort"))
                .isEqualTo(before);
        return failure;
    }
}
