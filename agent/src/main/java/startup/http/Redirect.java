package startup.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where an answer sends the asker, if it does. Source: RFC 9110, section 15.4. */
final class Redirect {
    private Redirect() {}

    /**
     * The request that follows from {@code response}, empty if it is to be taken as it is: no redirect, one that names
     * no place, or one after which it is unclear what to do with the body.
     *
     * @throws RedirectRefused if following would give up encryption or leave HTTP
     */
    static Optional<Request> after(Request request, Response response) throws RedirectRefused {
        Optional<String> location = response.header("Location");
        if (location.isEmpty()) {
            return Optional.empty();
        }
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        return switch (response.status()) {
            case 301, 302 -> reads ? Optional.of(onward(request, location.get())) : Optional.empty();
            case 303 ->
                Optional.of(
                        reads
                                ? onward(request, location.get())
                                : onward(request, location.get()).asGet());
            case 307, 308 -> Optional.of(onward(request, location.get()));
            default -> Optional.empty();
        };
    }

    private static Request onward(Request request, String location) throws RedirectRefused {
        try {
            URI target = resolve(request.uri(), UriText.parse(location));
            Origin from = Origin.of(request.uri());
            Origin to = Origin.of(target);
            if (from.isSecure() && !to.isSecure()) {
                throw new RedirectRefused("the server redirects from https to http, which would give up encryption");
            }
            return request.redirectedTo(target);
        } catch (URISyntaxException | IllegalArgumentException notHttp) {
            throw new RedirectRefused("the server redirects to something that is not an http or https URL");
        }
    }

    /** Java resolves a lone query as RFC 2396 did, and a relative path against an empty one without a slash. */
    private static URI resolve(URI base, URI reference) {
        String path = base.getRawPath();
        String root = base.getScheme() + "://" + base.getRawAuthority();
        URI whole = URI.create(root + (path == null || path.isEmpty() ? "/" : path));
        boolean loneQuery = !reference.isAbsolute()
                && reference.getRawAuthority() == null
                && String.valueOf(reference.getRawPath()).isEmpty()
                && reference.getRawQuery() != null;
        return loneQuery ? URI.create(whole + "?" + reference.getRawQuery()) : whole.resolve(reference);
    }
}
