package startup.cli;

/** Where {@code java -jar agent.jar} begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {}
}
