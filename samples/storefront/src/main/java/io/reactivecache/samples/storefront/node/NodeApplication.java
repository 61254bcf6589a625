package io.reactivecache.samples.storefront.node;

import io.reactivecache.samples.storefront.product.Product;
import io.reactivecache.samples.storefront.settings.StorefrontSettings;
import io.reactivecache.samples.storefront.view.ViewRepository;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** One node. It knows the servers by their addresses, and of other nodes nothing. */
@SpringBootApplication(
        proxyBeanMethods = false,
        scanBasePackageClasses = {NodeApplication.class, Product.class, ViewRepository.class})
@EnableConfigurationProperties(StorefrontSettings.class)
public class NodeApplication {}
