package startup.fetch;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import startup.http.Response;

/**
 * The one content that is being fetched, as the server first described it: how to ask for the rest of it, and whether an
 * answer is that rest.
 *
 * <p>Source: RFC 9110, sections 13.1.5 ({@code If-Range}), 14.2 ({@code Range}) and 15.3.7 (206).
 *
 * @param validator what tells it from another content, if the server gave one that is strong
 * @param length the whole length, if the server told it
 */
record Content(Optional<Validator> validator, OptionalLong length) {
    private static final String START_AGAIN = "Start again to fetch it from the beginning";
    private static final String OTHER_SERVER = "Check where the URL leads, or put the bundle on another server";

    /** What an answer to a request for the whole has. */
    static Content of(Response whole) {
        return new Content(Validator.of(whole), whole.length());
    }

    /** Empty if {@code answer}, to a request for the whole, begins it. */
    static Optional<Setback> beginning(Response answer) {
        return switch (answer.status()) {
            case 200 -> Optional.empty();
            case 206 -> refused("the server answered a part (206), though the whole was asked for", OTHER_SERVER);
            default -> Optional.of(Setback.of(answer));
        };
    }

    boolean hasEndedAt(long position) {
        return length.isEmpty() || length.getAsLong() == position;
    }

    /** Asks for what follows {@code position}, provided that the content is still this. */
    Map<String, String> rest(long position) {
        return Map.of(
                "Range",
                "bytes=" + position + "-",
                "If-Range",
                validator.map(Validator::value).orElse(""));
    }

    /** Empty if the answer's body, less the first {@link #surplus} bytes, is what follows {@code position}. */
    Optional<Setback> continuation(Response answer, long position) {
        return switch (answer.status()) {
            case 200 -> wholeAgain(answer, position);
            case 206 -> part(answer, position);
            case 412 -> changed("asked for the rest from byte " + position + ", the server has another content");
            case 416 -> changed("the server has no byte " + position + " any more");
            default -> Optional.of(Setback.of(answer));
        };
    }

    /** A server that cannot send a part sends the whole: the bytes that we have are to be skipped. */
    static long surplus(Response answer, long position) {
        return answer.status() == 200 ? position : 0;
    }

    private Optional<Setback> wholeAgain(Response answer, long position) {
        boolean same = validator.isPresent() && validator.get().isConfirmedBy(answer);
        return same && !isOtherLength(answer.length())
                ? Optional.empty()
                : changed("asked for the rest from byte " + position + ", the server sent another content");
    }

    private Optional<Setback> part(Response answer, long position) {
        Optional<ContentRange> range = answer.header("Content-Range").flatMap(ContentRange::parse);
        if (range.isEmpty() || range.get().first() != position) {
            return refused(
                    "asked for the rest from byte " + position + ", the server sent another range", OTHER_SERVER);
        }
        boolean otherContent = validator.isEmpty() || validator.get().isContradictedBy(answer);
        return otherContent || isOtherLength(range.get().length())
                ? changed("the rest from byte " + position + " is of another content")
                : Optional.empty();
    }

    private boolean isOtherLength(OptionalLong now) {
        return length.isPresent() && now.isPresent() && !now.equals(length);
    }

    private static Optional<Setback> changed(String how) {
        return refused("the bundle was changed while it was being fetched: " + how, START_AGAIN);
    }

    private static Optional<Setback> refused(String why, String action) {
        return Optional.of(Setback.lasting(why, action));
    }
}
