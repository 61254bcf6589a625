package io.reactivecache.samples.storefront.replay;

import io.reactivecache.samples.storefront.settings.StorefrontSettings;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is to be replayed, read before anything is started. */
@Configuration(proxyBeanMethods = false)
class ReplayConfiguration {

    @Bean
    Trace trace(StorefrontSettings settings) {
        Path file = settings.replay();
        return file == null ? Trace.none() : Trace.read(file);
    }
}
