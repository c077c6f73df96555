package startup.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import startup.base.Progress;
import startup.http.RawServer;

/** Every source keeps the contract, the hostile ones too. */
class SourcesTest {
    @Nested
    class AFile extends SourceContract {
        @TempDir
        Path folder;

        @Override
        Opened open(byte[] content) throws IOException {
            Path file = Files.write(folder.resolve("bundle"), content);
            return bench.open(new Location.File(file, "bundle"));
        }

        @Override
        boolean tellsLength() {
            return true;
        }
    }

    @Nested
    class StandardInput extends SourceContract {
        @Override
        Opened open(byte[] content) throws IOException {
            return bench.fetcher(new ByteArrayInputStream(content), Progress.UNSEEN)
                    .open(new Location.StandardInput());
        }

        @Override
        boolean tellsLength() {
            return false;
        }

        @Override
        boolean isOwned() {
            return false;
        }
    }

    /** The hostile one: whatever is asked for, it gives one byte. */
    @Nested
    class OneByteAtATime extends SourceContract {
        @Override
        Opened open(byte[] content) throws IOException {
            return bench.fetcher(
                            new ByteArrayInputStream(content) {
                                @Override
                                public synchronized int read(byte[] buffer, int offset, int length) {
                                    return super.read(buffer, offset, Math.min(1, length));
                                }
                            },
                            Progress.UNSEEN)
                    .open(new Location.StandardInput());
        }

        @Override
        boolean tellsLength() {
            return false;
        }

        @Override
        boolean isOwned() {
            return false;
        }
    }

    abstract static class OverHttp extends SourceContract {
        private @Nullable RawServer server;

        abstract RawServer.Script script(byte[] content);

        @Override
        Opened open(byte[] content) throws IOException {
            RawServer started = RawServer.start(script(content));
            server = started;
            return bench.open(started.uri("/bundle"));
        }

        @AfterEach
        void closeServer() {
            if (server != null) {
                server.close();
            }
        }

        @Override
        boolean tellsLength() {
            return true;
        }
    }

    @Nested
    class HttpWithALength extends OverHttp {
        @Override
        RawServer.Script script(byte[] content) {
            return new CuttingServer(content, List.of());
        }
    }

    @Nested
    class HttpInChunks extends OverHttp {
        @Override
        RawServer.Script script(byte[] content) {
            return new CuttingServer(content, List.of()).inChunks();
        }

        @Override
        boolean tellsLength() {
            return false;
        }
    }

    @Nested
    class HttpCutAgainAndAgain extends OverHttp {
        @Override
        RawServer.Script script(byte[] content) {
            int size = content.length;
            return new CuttingServer(
                    content, List.of(0, size / 7, size / 3, size / 2, size * 3 / 4, size - size / 9), "ETag: \"1\"");
        }
    }

    @Nested
    class HttpInChunksCutAgainAndAgain extends OverHttp {
        @Override
        RawServer.Script script(byte[] content) {
            int size = content.length;
            return new CuttingServer(content, List.of(size / 7, size / 3), "ETag: \"1\"").inChunks();
        }

        @Override
        boolean tellsLength() {
            return false;
        }
    }

    @Nested
    class HttpCutWithoutRanges extends OverHttp {
        @Override
        RawServer.Script script(byte[] content) {
            int size = content.length;
            return new CuttingServer(content, List.of(size / 7, size / 3), "ETag: \"1\"").withoutRanges();
        }
    }
}
