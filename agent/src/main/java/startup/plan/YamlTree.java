package startup.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * Reads one YAML document into nodes. It stays with the parser's events: the library's own object layer would lose
 * where a value stands and how it was written.
 *
 * <p>Safe against what it reads: no object but these nodes is made, at most {@link #MOST_LEVELS} levels and
 * {@link #MOST_ALIASES} aliases, and an alias shares its node, so that nothing multiplies. An anchor is known only after
 * its node has ended, so that nothing holds itself. Source: YAML 1.2.2, its core schema (10.3).
 */
final class YamlTree {
    /** A manifest has 3. */
    static final int MOST_LEVELS = 8;

    static final int MOST_ALIASES = 50;

    private final String text;
    private final Iterator<Event> events;
    private final ScalarResolver resolver = new CoreScalarResolver(false);
    private final Map<Anchor, YamlNode> anchors = new HashMap<>();
    private int aliases;

    private YamlTree(String text) {
        this.text = text;
        this.events =
                new Parse(LoadSettings.builder().build()).parseString(text).iterator();
    }

    /** The document, empty if there is nothing but white space and comments. */
    static Optional<YamlNode> of(String text) throws YamlFault {
        YamlTree tree = new YamlTree(text);
        try {
            return tree.document();
        } catch (MarkedYamlEngineException e) {
            throw tree.notYaml(e);
        } catch (ReaderException e) {
            throw tree.at(e.getPosition(), "a character that YAML does not allow, U+" + hex(e.getCodePoint()));
        } catch (YamlEngineException e) {
            throw new YamlFault(1, 1, "not YAML 1.2: " + firstLine(String.valueOf(e.getMessage())));
        }
    }

    private Optional<YamlNode> document() throws YamlFault {
        events.next();
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            return Optional.empty();
        }
        YamlNode root = node(events.next(), 1);
        events.next();
        Event end = events.next();
        if (end.getEventId() != Event.ID.StreamEnd) {
            throw fault(end, "a second document begins; a manifest is one");
        }
        return Optional.of(root);
    }

    private YamlNode node(Event event, int level) throws YamlFault {
        if (level > MOST_LEVELS) {
            throw fault(event, "nested deeper than " + MOST_LEVELS + " levels");
        }
        YamlNode node = switch (event.getEventId()) {
            case Scalar -> scalar((ScalarEvent) event);
            case SequenceStart -> sequence((CollectionStartEvent) event, level);
            case MappingStart -> mapping((CollectionStartEvent) event, level);
            case Alias -> alias((AliasEvent) event);
            default -> throw fault(event, "not YAML 1.2: " + event.getEventId());
        };
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
        return node;
    }

    private YamlNode.Scalar scalar(ScalarEvent event) throws YamlFault {
        String tag = event.getTag().orElse("");
        if (!tag.isEmpty() && !tag.equals("!") && !tag.equals(Tag.STR.getValue())) {
            throw fault(event, "the tag " + tag + " has no meaning in a manifest");
        }
        boolean plain = event.isPlain() && tag.isEmpty();
        return new YamlNode.Scalar(
                event.getValue(), plain ? type(event.getValue()) : YamlNode.Type.TEXT, line(event), column(event));
    }

    private YamlNode.Type type(String plain) {
        Tag tag = resolver.resolve(plain, true);
        if (tag.equals(Tag.STR)) {
            return YamlNode.Type.TEXT;
        }
        if (tag.equals(Tag.NULL)) {
            return YamlNode.Type.NOTHING;
        }
        return tag.equals(Tag.BOOL) ? YamlNode.Type.TRUTH : YamlNode.Type.NUMBER;
    }

    private YamlNode.Sequence sequence(CollectionStartEvent start, int level) throws YamlFault {
        refuseTag(start);
        List<YamlNode> elements = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            elements.add(node(next, level + 1));
        }
        return new YamlNode.Sequence(elements, line(start), column(start));
    }

    private YamlNode.Mapping mapping(CollectionStartEvent start, int level) throws YamlFault {
        refuseTag(start);
        List<YamlNode.Entry> entries = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            if (!(node(next, level + 1) instanceof YamlNode.Scalar key)) {
                throw fault(next, "a key must be a single word");
            }
            entries.add(new YamlNode.Entry(key, node(events.next(), level + 1)));
        }
        return new YamlNode.Mapping(entries, line(start), column(start));
    }

    private void refuseTag(CollectionStartEvent start) throws YamlFault {
        if (start.getTag().isPresent()) {
            throw fault(start, "the tag " + start.getTag().get() + " has no meaning in a manifest");
        }
    }

    private YamlNode alias(AliasEvent event) throws YamlFault {
        YamlNode node = anchors.get(event.getAlias());
        if (node == null) {
            throw fault(
                    event,
                    "the alias *" + event.getAlias().getValue() + " stands before the end of its anchor, or has none");
        }
        if (++aliases > MOST_ALIASES) {
            throw fault(event, "more than " + MOST_ALIASES + " aliases");
        }
        return node;
    }

    private YamlFault notYaml(MarkedYamlEngineException e) {
        Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
        int index = mark.map(Mark::getIndex).orElse(0);
        if (index < text.length() && text.charAt(text.offsetByCodePoints(0, index)) == '\t') {
            return at(index, "a tab; YAML is indented by spaces only");
        }
        return at(index, "not YAML 1.2: " + firstLine(String.valueOf(e.getProblem())));
    }

    /** @param index the number of code points before the place */
    private YamlFault at(int index, String clause) {
        int line = 1;
        int column = 1;
        int end = text.offsetByCodePoints(0, Math.min(index, text.codePointCount(0, text.length())));
        for (int i = 0; i < end; i = text.offsetByCodePoints(i, 1)) {
            boolean newLine = text.charAt(i) == '\n';
            line += newLine ? 1 : 0;
            column = newLine ? 1 : column + 1;
        }
        return new YamlFault(line, column, clause);
    }

    private static YamlFault fault(Event event, String clause) {
        return new YamlFault(line(event), column(event), clause);
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private static int column(Event event) {
        return event.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    private static String hex(int codePoint) {
        String digits = Integer.toHexString(codePoint);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }
}
