package io.reactivecache.samples.storefront.node;

import io.reactivecache.kafka.KafkaInvalidationLog;
import io.reactivecache.redis.RedisRemoteStore;
import io.reactivecache.redis.RedisStreamLog;
import io.reactivecache.samples.storefront.settings.StorefrontSettings;
import io.reactivecache.spi.InvalidationLog;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The log by which nodes tell each other of changes: in Kafka if there is one, else in the Redis that is there anyway. */
@Configuration(proxyBeanMethods = false)
class LogConfiguration {

    @Bean(destroyMethod = "dispose")
    @ConditionalOnProperty("storefront.kafka")
    KafkaInvalidationLog kafkaLog(StorefrontSettings settings) {
        return KafkaInvalidationLog.builder()
                .bootstrapServers(Objects.requireNonNull(settings.kafka()))
                .topic(settings.log())
                .appendTimeout(CacheConfiguration.PATIENCE)
                .build();
    }

    @Bean
    @ConditionalOnMissingBean(InvalidationLog.class)
    RedisStreamLog redisLog(StorefrontSettings settings, RedisRemoteStore redis) {
        return RedisStreamLog.on(redis).name(settings.log()).build();
    }
}
