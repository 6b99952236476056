import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.CallerRunsPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

interface Work {
    long apply(int job) throws Exception;
}

// --8<-- [start:pool]
static long run(int jobs, Work work) throws Exception {
    var failure = new AtomicReference<Exception>();
    var sum = new LongAdder();
    var queue = new ArrayBlockingQueue<Runnable>(4); // (1)!
    try (var pool = new ThreadPoolExecutor(3, 3, 0, TimeUnit.SECONDS, queue,
            new CallerRunsPolicy())) {
        for (int next = 1; next <= jobs; next++) {
            int job = next;
            if (failure.get() != null) { // (3)!
                break;
            }
            pool.execute(() -> {
                try {
                    sum.add(work.apply(job));
                } catch (Exception e) {
                    if (failure.compareAndSet(null, e)) {
                        pool.shutdownNow(); // (2)!
                    }
                }
            });
        }
    } // (4)!
    if (failure.get() != null) {
        throw failure.get();
    }
    return sum.sum();
}
// --8<-- [end:pool]

static final AtomicInteger begun = new AtomicInteger();
static final AtomicInteger running = new AtomicInteger();

static long square(int job, int bad) throws Exception {
    begun.incrementAndGet();
    running.incrementAndGet();
    try {
        Thread.sleep(1);
        if (job == bad) {
            throw new IllegalStateException("order " + job + ": card declined");
        }
        return (long) job * job;
    } finally {
        running.decrementAndGet();
    }
}

void main() throws Exception {
    IO.println("20 orders, none fails: sum " + run(20, job -> square(job, 0)));
    begun.set(0);
    try {
        run(1000, job -> square(job, 7));
        throw new AssertionError("order 7 must fail");
    } catch (IllegalStateException e) {
        IO.println("1000 orders, one fails: " + e.getMessage());
    }
    if (begun.get() >= 500) {
        throw new AssertionError(begun + " begun");
    }
    IO.println("begun after all: fewer than 500");
    IO.println("still running when the pool returns: " + running);
}
