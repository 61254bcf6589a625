package io.reactivecache.samples.benchmarks.compare;

import com.sun.management.OperatingSystemMXBean;
import io.reactivecache.samples.benchmarks.compare.shop.Customers;
import io.reactivecache.samples.benchmarks.compare.shop.Database;
import io.reactivecache.samples.benchmarks.compare.shop.Shop;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import reactor.core.publisher.Mono;

/** Visits to a shop. The figure is the requests answered in each second. */
final class Visits implements Contender {

    private static final int CUSTOMERS = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final String name;
    private final Role role;
    private final LongUnaryOperator wanted;
    private final Shop shop;
    private final Customers customers;
    private double micros;

    /**
     * A shop, and who goes there.
     *
     * @param wanted the product of a request
     * @param products reads a product
     */
    Visits(String name, Role role, LongUnaryOperator wanted, LongFunction<Mono<String>> products) {
        this.name = name;
        this.role = role;
        this.wanted = wanted;
        this.shop = new Shop(products);
        this.customers = new Customers(CUSTOMERS, shop.port());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public void check() {
        Values.check(customers.read(1).block(PATIENCE), Database.product(1));
    }

    @Override
    public double turn(Duration time) {
        long used = SYSTEM.getProcessCpuTime();
        long begin = System.nanoTime();
        double answered = Callers.perSecond(call -> customers.read(wanted.applyAsLong(call)), CUSTOMERS, time);
        double requests = answered * (System.nanoTime() - begin) / 1e9;
        micros = (SYSTEM.getProcessCpuTime() - used) / 1e3 / requests;
        return answered;
    }

    /** The processor time of this JVM for each request of the last turn, its customers included. */
    String cpu() {
        return String.format("%s: %.0f us of processor time for each request, its client's included", name, micros);
    }

    @Override
    public void close() {
        customers.close();
        shop.close();
    }
}
