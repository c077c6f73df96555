package startup.endtoend;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks for secrets as a thief would: as they are, as base64 and URL-encoded. */
final class SecretSearch {
    private final Map<String, String> forms = new LinkedHashMap<>();
    private final List<String> whole = new ArrayList<>();
    private final List<String> found = new ArrayList<>();

    SecretSearch(Map<String, String> secrets) {
        secrets.forEach((name, secret) -> {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            // the last group of base64 depends on what follows
            byte[] groups = Arrays.copyOf(bytes, bytes.length / 3 * 3);
            String escaped = URLEncoder.encode(secret, StandardCharsets.UTF_8);
            forms.put(name + " itself", secret);
            forms.put(name + " as base64", Base64.getEncoder().encodeToString(groups));
            forms.put(name + " URL-encoded", escaped);
            whole.addAll(List.of(secret, Base64.getEncoder().encodeToString(bytes), escaped));
        });
    }

    /** Each as it is, as base64 and URL-encoded. */
    List<String> forms() {
        return List.copyOf(whole);
    }

    void look(String place, String text) {
        forms.forEach((name, form) -> {
            if (text.contains(form)) {
                found.add(name + " in " + place);
            }
        });
    }

    void look(Path file) throws IOException {
        look(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }

    /** In every file, but for what a running attempt has printed. */
    void lookBelow(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!folder.relativize(file).toString().matches("runs/[^/]+/out/.*\\.log")) {
                    look(file);
                }
            }
        }
    }

    /** In what the machine shows of these processes. */
    void look(ProcessHandle process) throws IOException {
        for (String part : List.of("cmdline", "environ")) {
            try {
                look(Path.of("/proc", Long.toString(process.pid()), part));
            } catch (NoSuchFileException ended) {
                // and shows nothing any more
            }
        }
    }

    void look(DeliveredLog log) throws IOException {
        for (String name : log.names()) {
            look("object " + name, log.text(name));
        }
    }

    List<String> found() {
        return List.copyOf(found);
    }
}
