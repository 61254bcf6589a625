package io.reactivecache.samples.storefront.product;

import io.reactivecache.Position;

/** A product whose price was changed, and where the nodes read of it: a node that has got there shows no older price. */
record Repriced(Product product, Position position) {}
