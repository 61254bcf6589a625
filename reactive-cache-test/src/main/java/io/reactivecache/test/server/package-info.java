/**
 * Real Redis, Kafka and NATS servers for tests and samples, which can be stopped, killed and paused, and the annotations that
 * inject them into JUnit tests.
 *
 * <p>A server runs in Docker if Testcontainers is on the class path and a daemon answers, otherwise as a child process of
 * this JVM. The system property {@code reactivecache.test.docker=false} leaves Docker out.
 */
@NullMarked
package io.reactivecache.test.server;

import org.jspecify.annotations.NullMarked;
