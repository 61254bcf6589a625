package io.reactivecache.samples.storefront.product;

import io.reactivecache.CacheException;
import io.reactivecache.WriteFailedException;
import io.reactivecache.WriteFailedException.Step;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.reactive.result.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.server.ContentTooLargeException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Mono;

/** Turns errors into problem details (RFC 9457). None of them repeats what the client sent. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private final DataSize bodyLimit;

    ProblemAdvice(@Value("${spring.http.codecs.max-in-memory-size}") DataSize bodyLimit) {
        this.bodyLimit = bodyLimit;
    }

    /** A write that stopped halfway: which step failed, whether the database has the price, whether the nodes know. */
    @ExceptionHandler
    ProblemDetail writeFailed(WriteFailedException failure) {
        if (Products.isConflict(failure)) {
            return problem(HttpStatus.CONFLICT, "Too many others changed this product at the same time.");
        }
        ProblemDetail problem = problem(HttpStatus.SERVICE_UNAVAILABLE, "The price was not changed on all nodes.");
        problem.setProperty("failedStep", failure.step());
        problem.setProperty("written", written(failure.step()));
        problem.setProperty("announced", failure.announced());
        return problem;
    }

    /** Whether the database has the new price. */
    private static String written(Step failed) {
        return switch (failed) {
            case BEGIN -> "no";
            case TRUTH -> "unknown";
            case CLOSE, ANNOUNCE, SETTLE -> "yes";
        };
    }

    /** Another write of one of two products came in between: neither was changed. */
    @ExceptionHandler
    ProblemDetail conflict(ConcurrencyFailureException conflict) {
        return problem(HttpStatus.CONFLICT, "Somebody else changed one of the products at the same time.");
    }

    /** An amount beyond the price. */
    @ExceptionHandler
    ProblemDetail tooLow(PriceTooLowException tooLow) {
        return problem(HttpStatus.BAD_REQUEST, String.valueOf(tooLow.getMessage()));
    }

    /** The database could not commit. */
    @ExceptionHandler
    ProblemDetail notCommitted(TransactionException failure) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer.");
    }

    /** A read the cache refused or gave up. */
    @ExceptionHandler
    ProblemDetail cacheFailed(CacheException failure) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(failure.getMessage()));
    }

    /** A read that reached the database, which could not answer. */
    @ExceptionHandler
    ProblemDetail databaseFailed(DataAccessException failure) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer.");
    }

    /** A body longer than any that could be meant. */
    @ExceptionHandler
    ProblemDetail tooLarge(ContentTooLargeException tooLarge) {
        return problem(HttpStatus.CONTENT_TOO_LARGE, "body: too large (expected: <= " + bodyLimit + ")");
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleServerWebInputException(
            ServerWebInputException invalid, HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        invalid.getBody().setDetail("body: unreadable (expected: JSON of the form " + form(exchange) + ")");
        return super.handleServerWebInputException(invalid, headers, status, exchange);
    }

    private static String form(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().value().endsWith(PriceTransferController.PATH)
                ? "{\"from\": 1, \"to\": 2, \"amount\": 0.50}"
                : "{\"price\": 12.50}";
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleWebExchangeBindException(
            WebExchangeBindException invalid, HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        List<String> problems = invalid.getFieldErrors().stream()
                .map(error -> error.getField() + ": " + error.getDefaultMessage())
                .sorted()
                .toList();
        invalid.getBody().setDetail(String.join("; ", problems));
        return super.handleWebExchangeBindException(invalid, headers, status, exchange);
    }

    private static ProblemDetail problem(HttpStatus status, String detail) {
        return ProblemDetail.forStatusAndDetail(status, detail);
    }
}
