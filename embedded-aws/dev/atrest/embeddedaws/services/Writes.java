package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.wire.Operations;
import dev.atrest.embeddedaws.wire.Operations.Handler;
import dev.atrest.embeddedaws.wire.Service;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.core.SdkPojo;

/** Registers operations that change the estate: one after the other, so that each finds what the one before it left. */
final class Writes {

    private final Operations<Call> operations;
    private final ReentrantLock turn = new ReentrantLock();

    Writes(Operations<Call> operations) {
        this.operations = operations;
    }

    <Q extends SdkPojo> Writes on(Service service, Class<Q> request, Handler<Call, Q> handler) {
        operations.on(service, request, inTurn(handler));
        return this;
    }

    /** An operation on a bucket's sub-resource; the answer has no body. */
    <Q extends SdkPojo> Writes onBucket(String marker, Class<Q> request, Handler<Call, Q> handler) {
        operations.onBucket("PUT", marker, "", request, inTurn(handler));
        return this;
    }

    <Q extends SdkPojo> Writes onPath(Service service, String path, Class<Q> request, Handler<Call, Q> handler) {
        operations.onPath("PUT", service, path, "", request, inTurn(handler));
        return this;
    }

    private <Q extends SdkPojo> Handler<Call, Q> inTurn(Handler<Call, Q> handler) {
        return (call, request) -> {
            turn.lock();
            try {
                return handler.handle(call, request);
            } finally {
                turn.unlock();
            }
        };
    }
}
