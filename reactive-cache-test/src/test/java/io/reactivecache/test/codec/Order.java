package io.reactivecache.test.codec;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.msgpack.core.MessagePacker;
import org.msgpack.core.MessageUnpacker;

/** A value with a bit of everything. */
public record Order(
        String customer,
        long number,
        boolean paid,
        BigDecimal total,
        Instant placed,
        List<String> items,
        Map<String, Order> parts) {

    /** Orders of many kinds. */
    public static List<Order> some() {
        Order small = new Order("", 0, false, BigDecimal.ZERO, Instant.EPOCH, List.of(), Map.of());
        Order odd = new Order(
                "Ä😀\0\"\\\n",
                Long.MIN_VALUE,
                true,
                new BigDecimal("-10.500"),
                Instant.MAX,
                List.of("", "a"),
                Map.of("k", small));
        Order large = new Order(
                "c".repeat(300),
                Long.MAX_VALUE,
                true,
                new BigDecimal("1E+100"),
                Instant.ofEpochSecond(1_700_000_000, 123_456_789),
                List.of("one", "two", "one", "two", "three".repeat(60)),
                Map.of("small", small, "odd", odd));
        return List.of(small, odd, large);
    }

    /** Writes it as MessagePack. */
    public static void write(MessagePacker packer, Order order) throws IOException {
        packer.packString(order.customer).packLong(order.number).packBoolean(order.paid);
        packer.packString(order.total.toString());
        packer.packLong(order.placed.getEpochSecond()).packInt(order.placed.getNano());
        packer.packArrayHeader(order.items.size());
        for (String item : order.items) {
            packer.packString(item);
        }
        packer.packMapHeader(order.parts.size());
        for (Map.Entry<String, Order> part : order.parts.entrySet()) {
            packer.packString(part.getKey());
            write(packer, part.getValue());
        }
    }

    /** Reads it again. */
    public static Order read(MessageUnpacker unpacker) throws IOException {
        return new Order(
                unpacker.unpackString(),
                unpacker.unpackLong(),
                unpacker.unpackBoolean(),
                new BigDecimal(unpacker.unpackString()),
                Instant.ofEpochSecond(unpacker.unpackLong(), unpacker.unpackInt()),
                readItems(unpacker),
                readParts(unpacker));
    }

    private static List<String> readItems(MessageUnpacker unpacker) throws IOException {
        int size = unpacker.unpackArrayHeader();
        List<String> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(unpacker.unpackString());
        }
        return items;
    }

    private static Map<String, Order> readParts(MessageUnpacker unpacker) throws IOException {
        Map<String, Order> parts = new TreeMap<>();
        for (int left = unpacker.unpackMapHeader(); left > 0; left--) {
            parts.put(unpacker.unpackString(), read(unpacker));
        }
        return parts;
    }
}
