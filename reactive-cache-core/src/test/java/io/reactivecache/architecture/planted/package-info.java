/** A cache built wrongly on purpose: under this root each class breaks one rule or more, and the rules must say so. */
package io.reactivecache.architecture.planted;
