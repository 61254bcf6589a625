package io.reactivecache.jackson;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsonFormatVisitors.JsonAnyFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonArrayFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonBooleanFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatTypes;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitable;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.jsonFormatVisitors.JsonIntegerFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonMapFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonNullFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonNumberFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonStringFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonValueFormat;
import tools.jackson.databind.ser.BeanPropertyWriter;

/** Tells a {@link TypeNode} what a serializer says it writes. */
final class StructureVisitor extends JsonFormatVisitorWrapper.Base {

    private final TypeNode node;

    StructureVisitor(TypeNode node, SerializationContext context) {
        super(context);
        this.node = node;
    }

    @Override
    public JsonObjectFormatVisitor expectObjectFormat(JavaType type) {
        node.note("object");
        return new Properties(getContext());
    }

    @Override
    public JsonArrayFormatVisitor expectArrayFormat(JavaType type) {
        node.form("array");
        return new Elements(getContext());
    }

    @Override
    public JsonMapFormatVisitor expectMapFormat(JavaType type) {
        node.form("map");
        return new Entries(getContext());
    }

    @Override
    public JsonStringFormatVisitor expectStringFormat(JavaType type) {
        return scalar("string");
    }

    @Override
    public JsonNumberFormatVisitor expectNumberFormat(JavaType type) {
        return scalar("number");
    }

    @Override
    public JsonIntegerFormatVisitor expectIntegerFormat(JavaType type) {
        return scalar("integer");
    }

    @Override
    public JsonBooleanFormatVisitor expectBooleanFormat(JavaType type) {
        return scalar("boolean");
    }

    @Override
    public JsonNullFormatVisitor expectNullFormat(JavaType type) {
        node.form("null");
        return new JsonNullFormatVisitor.Base();
    }

    @Override
    public JsonAnyFormatVisitor expectAnyFormat(JavaType type) {
        node.form("any");
        return new JsonAnyFormatVisitor.Base();
    }

    private Scalar scalar(String form) {
        node.form(form);
        return new Scalar();
    }

    private final class Scalar
            implements JsonStringFormatVisitor,
                    JsonNumberFormatVisitor,
                    JsonIntegerFormatVisitor,
                    JsonBooleanFormatVisitor {

        @Override
        public void format(JsonValueFormat format) {
            node.note(format.name());
        }

        @Override
        public void numberType(NumberType type) {
            node.note(type.name());
        }

        @Override
        public void enumTypes(Set<String> constants) {
            node.note(new TreeSet<>(constants).toString());
        }
    }

    private final class Properties extends JsonObjectFormatVisitor.Base {

        Properties(SerializationContext context) {
            super(context);
        }

        @Override
        public void property(BeanProperty property) {
            ValueSerializer<?> own = property instanceof BeanPropertyWriter writer ? writer.getSerializer() : null;
            node.property(
                    property,
                    own == null ? getContext().findPrimaryPropertySerializer(property.getType(), property) : own);
        }

        @Override
        public void property(String name, JsonFormatVisitable serializer, JavaType type) {
            node.edge('.' + name, type, serializer);
        }

        @Override
        public void optionalProperty(BeanProperty property) {
            property(property);
        }

        @Override
        public void optionalProperty(String name, JsonFormatVisitable serializer, JavaType type) {
            property(name, serializer, type);
        }
    }

    private final class Elements extends JsonArrayFormatVisitor.Base {

        Elements(SerializationContext context) {
            super(context);
        }

        @Override
        public void itemsFormat(JsonFormatVisitable serializer, JavaType type) {
            node.edge("[]", type, serializer);
        }

        @Override
        public void itemsFormat(JsonFormatTypes format) {
            node.note(format.name());
        }
    }

    private final class Entries extends JsonMapFormatVisitor.Base {

        Entries(SerializationContext context) {
            super(context);
        }

        @Override
        public void keyFormat(JsonFormatVisitable serializer, JavaType type) {
            node.edge("key", type, serializer);
        }

        @Override
        public void valueFormat(JsonFormatVisitable serializer, JavaType type) {
            node.edge("value", type, serializer);
        }
    }
}
