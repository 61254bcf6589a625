package io.reactivecache.jackson;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitable;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;

/**
 * The structure of a type as Jackson writes it: a graph whose nodes are the types in it, each with a label, and whose edges
 * are their properties and elements.
 *
 * <p>The fingerprint is found by refinement. Each node begins with the hash of its label; then, again and again, gets the
 * hash of its label and of the names and hashes of what its edges lead to. After as many rounds as a value may be deep the
 * hash of a node tells everything that can be reached from it, cycles included, and neither the order of properties nor the
 * names of classes that have properties had a part in it.
 */
final class TypeStructure {

    /** Values are not nested deeper, so no difference needs to be looked for there. */
    private static final int MAX_ROUNDS = 64;

    /** A type that contains ever larger forms of itself has no end. */
    private static final int MAX_NODES = 2_000;

    /** A type where it is used: annotations of a property can change how its type is written. */
    private record Place(JavaType type, String member) {}

    private final Map<Place, TypeNode> nodes = new HashMap<>();
    private final Queue<Runnable> looks = new ArrayDeque<>();

    private final SerializationContext context;

    private TypeStructure(SerializationContext context) {
        this.context = context;
    }

    /** The fingerprint of a type as this mapper writes it; never 0. */
    static int fingerprint(ObjectMapper mapper, JavaType type) {
        TypeStructure structure = new TypeStructure(context(mapper));
        TypeNode root = structure.node(type, "", structure::askRoot);
        structure.explore();
        structure.refine();
        int folded = (int) (root.hash() >>> Integer.SIZE);
        return folded == 0 ? 1 : folded;
    }

    /** Jackson lends the context of its serializers to visitors only. */
    private static SerializationContext context(ObjectMapper mapper) {
        JsonFormatVisitorWrapper.Base borrower = new JsonFormatVisitorWrapper.Base();
        mapper.acceptJsonFormatVisitor(Object.class, borrower);
        return borrower.getContext();
    }

    SerializationContext context() {
        return context;
    }

    private void askRoot(JsonFormatVisitorWrapper visitor, JavaType type) {
        context.findRootValueSerializer(type).acceptJsonFormatVisitor(visitor, type);
    }

    /** The node of a type in a place; if it is new its serializer is asked later. */
    TypeNode node(JavaType type, String member, JsonFormatVisitable serializer) {
        Place place = new Place(type, member);
        TypeNode known = nodes.get(place);
        if (known != null) {
            return known;
        }
        TypeNode added = new TypeNode(this, type, member);
        if (nodes.size() < MAX_NODES) {
            nodes.put(place, added);
            looks.add(() -> added.look(serializer));
        }
        return added;
    }

    private void explore() {
        for (Runnable look = looks.poll(); look != null; look = looks.poll()) {
            look.run();
        }
    }

    private void refine() {
        for (int round = Math.min(MAX_ROUNDS, nodes.size()); round > 0; round--) {
            nodes.values().forEach(TypeNode::refine);
            nodes.values().forEach(TypeNode::advance);
        }
    }
}
