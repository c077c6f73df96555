package startup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import startup.base.Json;

/** The agent is told to stop while the network stands still; the server's accept tells that it is there. */
class TerminatedFetchIT {
    @TempDir
    Path folder;

    @Test
    @Timeout(120)
    void anAgentThatIsTerminatedInAStalledFetchSaysSoAndLeavesNothingBehind() throws Exception {
        AgentJar agent = new AgentJar(folder);
        AgentJar.Outcome outcome;
        try (ServerSocket listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
            AgentJar.Started started =
                    agent.start("--bundle", "http://127.0.0.1:" + listener.getLocalPort() + "/bundle.tar");
            try (Socket stalled = listener.accept()) {
                answerWithoutBody(stalled);
                started.process().destroy();
                outcome = started.await();
            }
        }
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(143);
        assertThat(outcome.all()).doesNotContain("cannot be written");
        assertThat(Files.readString(agent.lastRun().resolve("verdict.json")))
                .contains("\"verdict\":\"running\"", "\"interrupted\":\"SIGTERM\"");
        String events = Files.readString(agent.lastRun().resolve("events.ndjson"));
        assertThat(events).endsWith("}\n");
        for (String line : events.lines().toList()) {
            Json.parse(line);
        }
        try (var left = Files.walk(agent.state())) {
            assertThat(left.map(path -> String.valueOf(path.getFileName())))
                    .noneMatch(name -> name.contains("staging"));
        }
    }

    private static void answerWithoutBody(Socket socket) throws IOException {
        BufferedReader request =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String line = request.readLine();
        while (line != null && !line.isEmpty()) {
            line = request.readLine();
        }
        socket.getOutputStream()
                .write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
