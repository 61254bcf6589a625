/** A package that no rule knows and that nobody null-marked. */
package io.reactivecache.architecture.planted.drawer;
