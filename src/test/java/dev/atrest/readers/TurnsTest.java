package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnsTest {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Turns turns = new Turns(threads, 2);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void noMoreThanSoManyRunAtOnceAndAllOfThemRun() {
        var running = new AtomicInteger();
        var most = new AtomicInteger();

        var all = IntStream.range(0, 200)
                .mapToObj(_ -> CompletableFuture.runAsync(
                        () -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            Thread.yield();
                            running.decrementAndGet();
                        },
                        turns))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();

        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void whatHasWaitedLongestIsNext() {
        var order = new ConcurrentHashMap<Integer, Integer>();
        var one = new Turns(threads, 1);
        var gate = new CountDownLatch(1);
        CompletableFuture.runAsync(() -> await(gate), one);

        var all = IntStream.range(0, 50)
                .mapToObj(i -> CompletableFuture.runAsync(() -> order.put(i, order.size()), one))
                .toArray(CompletableFuture[]::new);
        gate.countDown();
        CompletableFuture.allOf(all).join();

        assertThat(order).allSatisfy((asked, ran) -> assertThat(ran).isEqualTo(asked));
    }

    @Test
    void workThatWaitsForOtherWorkHoldsUpNobody() {
        var last = new CompletableFuture<String>();

        var waiting = IntStream.range(0, 20)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        () -> {
                            Turns.giveUp();
                            return last.join();
                        },
                        turns))
                .toList();
        turns.execute(() -> last.complete("there"));

        assertThat(waiting).allSatisfy(one -> assertThat(one.join()).isEqualTo("there"));
    }

    @Test
    void aTurnThatIsGivenUpTwiceIsGivenOnce() {
        CompletableFuture.runAsync(
                        () -> {
                            Turns.giveUp();
                            Turns.giveUp();
                        },
                        turns)
                .join();

        noMoreThanSoManyRunAtOnceAndAllOfThemRun();
    }

    @Test
    void threadsAreUsedAgain() {
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        var gate = new CountDownLatch(1);
        var one = new Turns(threads, 1);
        CompletableFuture.runAsync(() -> await(gate), one);

        var all = IntStream.range(0, 50)
                .mapToObj(_ -> CompletableFuture.runAsync(() -> used.add(Thread.currentThread()), one))
                .toArray(CompletableFuture[]::new);
        gate.countDown();
        CompletableFuture.allOf(all).join();

        assertThat(used).hasSize(1);
    }

    @Test
    void anInterruptionMeantForOnePieceOfWorkDoesNotReachTheNext() {
        var one = new Turns(threads, 1);
        var gate = new CountDownLatch(1);
        CompletableFuture.runAsync(
                () -> {
                    await(gate);
                    Thread.currentThread().interrupt();
                },
                one);
        var next = CompletableFuture.supplyAsync(() -> Thread.currentThread().isInterrupted(), one);
        gate.countDown();

        assertThat(next.join()).isFalse();
    }

    @Test
    void whatHasNotBegunWhenTheTurnsAreClosedBeginsInterrupted() {
        var one = new Turns(threads, 1);
        var gate = new CountDownLatch(1);
        CompletableFuture.runAsync(() -> await(gate), one);
        var next = CompletableFuture.supplyAsync(() -> Thread.currentThread().isInterrupted(), one);

        one.close();
        gate.countDown();

        assertThat(next.join()).isTrue();
    }

    @Test
    void whatWaitedWhenTheThreadsEndedIsBroughtToItsEndByThoseThatRun() {
        var begun = new CountDownLatch(2);
        var gate = new CountDownLatch(1);
        List<CompletableFuture<Void>> running = IntStream.range(0, 2)
                .mapToObj(_ -> CompletableFuture.runAsync(
                        () -> {
                            begun.countDown();
                            await(gate);
                            Turns.giveUp();
                        },
                        turns))
                .toList();
        await(begun);
        var waiting = CompletableFuture.runAsync(() -> {}, turns);

        threads.shutdown();
        gate.countDown();

        waiting.join();
        assertThat(running).allSatisfy(one -> one.join());
        assertThatThrownBy(() -> turns.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
