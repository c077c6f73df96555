package startup.seal;

/** The bundle is not encrypted: its first bytes are of no seal that is known. */
public record NoSeal() implements Seal {
    @Override
    public String name() {
        return "none";
    }

    @Override
    public String describe() {
        return "not sealed";
    }
}
