package startup.http;

import java.io.IOException;

/** A redirect that is not followed. Its message is a clause for people, without any URL's query. */
public final class RedirectRefused extends IOException {
    private static final long serialVersionUID = 1L;

    RedirectRefused(String why) {
        super(why);
    }
}
