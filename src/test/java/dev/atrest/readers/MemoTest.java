package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoTest {

    private final AtomicInteger computed = new AtomicInteger();

    @Test
    void computesOnceHoweverManyAskAtTheSameTime() throws Exception {
        var asked = new CountDownLatch(20);
        var memo = new Memo<String, Integer>(_ -> {
            awaitAll(asked);
            return computed.incrementAndGet();
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = IntStream.range(0, 20)
                    .mapToObj(_ -> threads.submit(() -> {
                        asked.countDown();
                        return memo.get("key");
                    }))
                    .toList();
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(1);
            }
        }
        assertThat(computed).hasValue(1);
    }

    @Test
    void remembersFailures() {
        var memo = new Memo<String, Integer>(_ -> {
            throw new UnsupportedOperationException("failure " + computed.incrementAndGet());
        });
        assertThatThrownBy(() -> memo.get("key"))
                .isExactlyInstanceOf(UnsupportedOperationException.class)
                .hasMessage("failure 1");
        assertThatThrownBy(() -> memo.get("key")).hasMessage("failure 1");
    }

    @Test
    void forgetsThatItWasInterrupted() {
        var memo = new Memo<String, Integer>(_ -> {
            if (computed.incrementAndGet() == 1) {
                throw new CancellationException("interrupted");
            }
            return computed.get();
        });
        assertThatThrownBy(() -> memo.get("key")).isInstanceOf(CancellationException.class);
        assertThat(memo.get("key")).isEqualTo(2);
    }

    private static void awaitAll(CountDownLatch asked) {
        try {
            asked.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
