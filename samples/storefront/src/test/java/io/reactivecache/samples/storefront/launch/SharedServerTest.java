package io.reactivecache.samples.storefront.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedServerTest {

    @ParameterizedTest
    @CsvSource({
        "r2dbc:postgresql://user:secret@host/db, r2dbc:postgresql://host/db",
        "redis://:p@ss@host:1, redis://host:1",
        "localhost:9092, localhost:9092"
    })
    void whatIsPrintedHasNoPassword(String address, String printed) {
        assertThat(SharedServer.given(address).publicAddress()).isEqualTo(printed);
    }
}
