package io.reactivecache.test.codec;

import io.reactivecache.jackson.CborCodec;
import io.reactivecache.jackson.JsonCodec;
import io.reactivecache.jackson.SmileCodec;
import io.reactivecache.msgpack.MessagePackCodec;
import io.reactivecache.spi.Codec;
import io.reactivecache.spi.Codecs;
import io.reactivecache.test.contract.CodecContract;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Every codec of the library keeps the contract. */
class CodecsTest {

    abstract static class Orders extends CodecContract<Order> {
        @Override
        protected List<Order> values() {
            return Order.some();
        }
    }

    @Nested
    class Json extends Orders {
        @Override
        protected Codec<Order> codec() {
            return JsonCodec.of(Order.class);
        }
    }

    @Nested
    class Smile extends Orders {
        @Override
        protected Codec<Order> codec() {
            return SmileCodec.of(Order.class);
        }
    }

    @Nested
    class Cbor extends Orders {
        @Override
        protected Codec<Order> codec() {
            return CborCodec.of(Order.class);
        }
    }

    @Nested
    class MessagePack extends Orders {
        @Override
        protected Codec<Order> codec() {
            return MessagePackCodec.of(1, Order::write, Order::read);
        }
    }

    @Nested
    class Untyped extends CodecContract<Object> {
        @Override
        protected Codec<Object> codec() {
            return CborCodec.of(Object.class);
        }

        @Override
        protected List<Object> values() {
            return List.of("text", 1, List.of(1, List.of(), "a"), true, new byte[] {1, 2, 3}, 1.5);
        }
    }

    @Nested
    class Bytes extends CodecContract<byte[]> {
        @Override
        protected Codec<byte[]> codec() {
            return Codecs.bytes();
        }

        @Override
        protected List<byte[]> values() {
            return List.of(new byte[0], new byte[] {0}, new byte[] {1, 2, 3}, new byte[5_000]);
        }
    }

    @Nested
    class Strings extends CodecContract<String> {
        @Override
        protected Codec<String> codec() {
            return Codecs.strings();
        }

        @Override
        protected List<String> values() {
            return List.of("", "\0", "Ä😀", "a".repeat(5_000));
        }
    }
}
