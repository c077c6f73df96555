package startup.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import startup.base.AgentException;
import startup.base.ExitStatus;
import startup.http.UriText;

/** Who is told the verdict, beside those who read it. */
public sealed interface Notification {
    /**
     * {@code https://…}, {@code cfn-wait:URL}, {@code cfn-signal:STACK/RESOURCE} or {@code asg-lifecycle:GROUP/HOOK}.
     *
     * @throws AgentException with exit status 2 if it is none of them; the message repeats nothing of it, for a URL of
     *     this kind is a secret
     */
    static Notification parse(String text) throws AgentException {
        if (text.startsWith("https:") || text.startsWith("http:")) {
            return new Webhook(url(text));
        } else if (text.startsWith("cfn-wait:")) {
            return new WaitCondition(url(text.substring("cfn-wait:".length())));
        } else if (text.startsWith("cfn-signal:")) {
            Map.Entry<String, String> pair = pair(text, "cfn-signal:");
            return new StackSignal(pair.getKey(), pair.getValue());
        } else if (text.startsWith("asg-lifecycle:")) {
            Map.Entry<String, String> pair = pair(text, "asg-lifecycle:");
            return new LifecycleHook(pair.getKey(), pair.getValue());
        }
        throw unusable("it begins with nothing that is known");
    }

    /** For people and logs: without what makes a URL secret. */
    String display();

    /** A server that is sent the verdict's document. */
    record Webhook(URI url) implements Notification {
        @Override
        public String display() {
            return "the webhook at " + url.getHost();
        }

        @Override
        public String toString() {
            return display();
        }
    }

    /** The presigned URL of a CloudFormation wait condition. */
    record WaitCondition(URI url) implements Notification {
        @Override
        public String display() {
            return "the wait condition at " + url.getHost();
        }

        @Override
        public String toString() {
            return display();
        }
    }

    /** A resource of a CloudFormation stack that waits for signals. */
    record StackSignal(String stack, String resource) implements Notification {
        @Override
        public String display() {
            return "resource " + resource + " of stack " + stack;
        }
    }

    /** A lifecycle hook of an Auto Scaling group. */
    record LifecycleHook(String group, String hook) implements Notification {
        @Override
        public String display() {
            return "hook " + hook + " of Auto Scaling group " + group;
        }
    }

    private static URI url(String text) throws AgentException {
        try {
            return UriText.parseUrl(text);
        } catch (URISyntaxException secret) {
            throw unusable("what should be a URL is none");
        }
    }

    private static Map.Entry<String, String> pair(String text, String scheme) throws AgentException {
        String rest = text.substring(scheme.length());
        // the name or ARN of a stack may hold slashes; those of resources and hooks do not
        int slash = rest.lastIndexOf('/');
        if (slash < 1 || slash == rest.length() - 1) {
            throw unusable("after " + scheme + " two names with a slash between them are missing");
        }
        return Map.entry(rest.substring(0, slash), rest.substring(slash + 1));
    }

    private static AgentException unusable(String why) {
        return new AgentException(
                ExitStatus.USAGE,
                "--notify cannot be accepted",
                why,
                "Write https://HOST/…, cfn-wait:URL, cfn-signal:STACK/RESOURCE or asg-lifecycle:GROUP/HOOK");
    }
}
