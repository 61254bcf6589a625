package io.reactivecache.samples.storefront.product;

import jakarta.validation.Valid;
import java.math.RoundingMode;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** Changes of two prices at once over HTTP. */
@RestController
@RequestMapping(PriceTransferController.PATH)
class PriceTransferController {

    static final String PATH = "/price-transfers";

    private final PriceTransfers transfers;

    PriceTransferController(PriceTransfers transfers) {
        this.transfers = transfers;
    }

    /** Moves an amount from one price to another; once this is answered, every node drops both old ones. */
    @PostMapping
    Mono<List<Product>> transfer(@Valid @RequestBody PriceTransfer asked) {
        if (asked.from().equals(asked.to())) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "to: the same product (expected: another)");
        }
        return transfers
                .transfer(asked.from(), asked.to(), asked.amount().setScale(2, RoundingMode.UNNECESSARY))
                .switchIfEmpty(Mono.error(
                        () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "from, to: no such product")));
    }
}
