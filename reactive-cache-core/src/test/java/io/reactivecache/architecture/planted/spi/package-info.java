/** A package that is null-marked, among those that are not. */
@org.jspecify.annotations.NullMarked
package io.reactivecache.architecture.planted.spi;
