package io.reactivecache.samples.storefront.view;

import java.util.UUID;

/**
 * Whose views of what are counted. Each life of a node, from a start to its end, counts for itself, so that nobody else ever
 * writes its counts, and they only grow.
 *
 * @param product the number of the product
 * @param life the life of the node
 */
record Counter(long product, UUID life) {}
