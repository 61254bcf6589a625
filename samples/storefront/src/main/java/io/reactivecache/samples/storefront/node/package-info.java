/** One node of the shop: a Spring Boot application with its own cache, connections and meters. */
@NullMarked
package io.reactivecache.samples.storefront.node;

import org.jspecify.annotations.NullMarked;
