package startup.aws;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Plays what it was told, one answer a question; the last one stays. A throwable is thrown. */
final class FakeRole implements InstanceRole {
    private final Deque<Object> names = new ArrayDeque<>();
    private final Deque<Object> documents = new ArrayDeque<>();
    int askedForName;
    int askedForDocument;

    static FakeRole absent() {
        return new FakeRole().named(NoCredentials.lasting("nobody answers at 169.254.169.254", "Go on"));
    }

    static FakeRole none() {
        return new FakeRole().named("");
    }

    static String document(String id, String expiration) {
        return "{\"Code\":\"Success\",\"LastUpdated\":\"2026-11-22T10:00:00Z\",\"Type\":\"AWS-HMAC\",\"AccessKeyId\":\""
                + id
                + "\",\"SecretAccessKey\":\"secret-of-" + id + "\",\"Token\":\"token-of-" + id + "\",\"Expiration\":\""
                + expiration + "\"}";
    }

    FakeRole named(Object... answers) {
        names.addAll(List.of(answers));
        return this;
    }

    FakeRole giving(Object... answers) {
        documents.addAll(List.of(answers));
        return this;
    }

    @Override
    public Optional<String> roleName() throws IOException {
        askedForName++;
        String name = next(names);
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    @Override
    public String credentialsJson(String role) throws IOException {
        askedForDocument++;
        return next(documents);
    }

    private static String next(Deque<Object> answers) throws IOException {
        Object answer = answers.size() > 1 ? answers.remove() : answers.getFirst();
        if (answer instanceof IOException fault) {
            throw fault;
        }
        return (String) answer;
    }
}
