package io.reactivecache.jackson;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitable;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeSerializer;

/** One type in a {@link TypeStructure}: its label, and under their names what its edges lead to. */
final class TypeNode {

    private final TypeStructure structure;
    private final JavaType type;
    private final String member;
    private final StringBuilder label = new StringBuilder();
    private final SortedMap<String, TypeNode> edges = new TreeMap<>();
    private long hash;
    private long next;

    TypeNode(TypeStructure structure, JavaType type, String member) {
        this.structure = structure;
        this.type = type;
        this.member = member;
    }

    /** Asks the serializer what it writes. One that cannot tell writes something that only the name of the class stands for. */
    void look(JsonFormatVisitable serializer) {
        try {
            serializer.acceptJsonFormatVisitor(new StructureVisitor(this, structure.context()), type);
            addSubtypes(structure.context());
        } catch (RuntimeException untold) {
            form("untold");
        }
    }

    /** Adds to the label. */
    void note(String text) {
        label.append(text).append(' ');
    }

    /** Adds a form to the label that the class has a part in. */
    void form(String name) {
        note(type.isEnumImplType() ? name : name + ' ' + type.getRawClass().getName());
    }

    /** Adds an edge to a property. */
    void property(BeanProperty property, JsonFormatVisitable serializer) {
        AnnotatedMember accessor = property.getMember();
        edge(
                '.' + property.getName(),
                property.getType(),
                accessor == null ? member : accessor.getFullName(),
                serializer);
    }

    /** Adds an edge to what is of the same member as this. */
    void edge(String name, JavaType to, JsonFormatVisitable serializer) {
        edge(name, to, member, serializer);
    }

    private void edge(String name, JavaType to, String through, JsonFormatVisitable serializer) {
        edges.put(name, structure.node(to, through, serializer));
    }

    private void addSubtypes(SerializationContext context) {
        TypeSerializer typed = context.findTypeSerializer(type);
        if (typed == null) {
            return;
        }
        note("typed " + typed.getTypeInclusion() + ' ' + typed.getPropertyName());
        MapperConfig<?> config = context.getConfig();
        AnnotatedClass annotated = config.classIntrospectorInstance().introspectClassAnnotations(type);
        for (NamedType named : config.getSubtypeResolver().collectAndResolveSubtypesByClass(config, annotated)) {
            addSubtype(context, named);
        }
    }

    private void addSubtype(SerializationContext context, NamedType named) {
        if (named.getType() != type.getRawClass()) {
            JavaType subtype = context.constructSpecializedType(type, named.getType());
            String name = named.hasName() ? named.getName() : named.getType().getSimpleName();
            edge('<' + name, subtype, context.findValueSerializer(subtype));
        }
    }

    /** The hash of all that is known so far to be reached from here. */
    long hash() {
        return hash;
    }

    /** Finds the next hash. */
    void refine() {
        StringBuilder all = new StringBuilder(label);
        edges.forEach((name, to) -> all.append('\n').append(name).append('\n').append(to.hash));
        next = sha256(all.toString());
    }

    /** Takes the next hash. */
    void advance() {
        hash = next;
    }

    private static long sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
            throw new IllegalStateException(impossible);
        }
    }
}
