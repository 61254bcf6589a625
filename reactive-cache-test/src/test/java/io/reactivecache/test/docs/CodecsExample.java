package io.reactivecache.test.docs;

import io.reactivecache.ReactiveCache;
import io.reactivecache.builder.ReactiveCaches;
import io.reactivecache.jackson.SmileCodec;
import io.reactivecache.lz4.Lz4Compression;
import io.reactivecache.msgpack.MessagePackCodec;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.spi.Codec;
import io.reactivecache.spi.Compressions;
import java.math.BigDecimal;
import reactor.core.publisher.Mono;

/** Caches with formats of their own, as docs/codecs.md shows them. */
final class CodecsExample {

    private CodecsExample() {}

    /** What the products come from. */
    interface Products {
        Mono<Product> find(Long id);
    }

    record Product(String name, BigDecimal price) {}

    static ReactiveCache<Long, Product> build(RedisRemoteStore redis, Products products) {
        ReactiveCache<Long, Product> cache = ReactiveCaches.builder("products")
                .keys(Long.class)
                .values(SmileCodec.of(Product.class))
                .compression(Lz4Compression.create(), Compressions.gzip())
                .settings(settings -> settings.remote(
                        remote -> remote.compressionThreshold(4_096).maxValueBytes(1 << 20)))
                .remote(redis)
                .loader(products::find)
                .build();
        return cache;
    }

    static Codec<Product> packed() {
        Codec<Product> codec = MessagePackCodec.of(
                1,
                (packer, product) -> packer.packString(product.name())
                        .packString(product.price().toString()),
                unpacker -> new Product(unpacker.unpackString(), new BigDecimal(unpacker.unpackString())));
        return codec;
    }
}
