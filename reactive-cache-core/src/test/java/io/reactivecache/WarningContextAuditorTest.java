package io.reactivecache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WarningContextAuditorTest {

    private final List<String> logged = new ArrayList<>();
    private final ContextAuditor auditor = new WarningContextAuditor(logged::add);

    @Test
    void warnsOnceForEachCacheAndKey() {
        for (int i = 0; i < 3; i++) {
            auditor.read("orders", "user", false);
            auditor.read("orders", "tenant", true);
            auditor.read("users", "user", false);
        }

        assertThat(logged)
                .containsExactly(
                        "cache orders: a load reads the Context key user, which is withheld from it;"
                                + " what decides a value belongs in its key",
                        "cache orders: a load reads the Context key tenant, which is passed on to it;"
                                + " what decides a value belongs in its key",
                        "cache users: a load reads the Context key user, which is withheld from it;"
                                + " what decides a value belongs in its key");
    }

    @Test
    void namesAKeyThatIsNoTextByItsTypeAlone() {
        auditor.read("orders", List.of("ann"), false);

        assertThat(logged).singleElement().asString().doesNotContain("ann").contains("java.util");
    }

    @Test
    void remembersABoundedNumberOfKeys() {
        for (int i = 0; i < 2_000; i++) {
            auditor.read("orders", "key" + i, false);
        }

        assertThat(logged).hasSize(1_000);
    }
}
