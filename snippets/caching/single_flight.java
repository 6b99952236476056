import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

class SingleFlight {
    // --8<-- [start:flight]
    static class Flight extends CompletableFuture<String> {
        final AtomicInteger waiters = new AtomicInteger();
    }

    /** Concurrent calls for one key share one call of work. */
    static class Group {
        final ConcurrentHashMap<String, Flight> flights = new ConcurrentHashMap<>();

        String run(String key, Supplier<String> work) {
            Flight mine = new Flight();
            Flight other = flights.putIfAbsent(key, mine);
            if (other != null) {
                other.waiters.incrementAndGet();
                return other.join(); // (1)!
            }
            try {
                mine.complete(work.get());
            } catch (Throwable error) {
                mine.completeExceptionally(error);
            } finally {
                flights.remove(key, mine); // (2)!
            }
            return mine.join(); // (3)!
        }
    }
    // --8<-- [end:flight]

    /** All callers ask for one key while its origin call is under way. */
    static String storm(int callers, Supplier<String> work) throws Exception {
        Group group = new Group();
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger values = new AtomicInteger();
        AtomicInteger errors = new AtomicInteger();
        Supplier<String> origin = () -> {
            calls.incrementAndGet();
            Flight flight = group.flights.get("k");
            while (flight.waiters.get() < callers - 1) Thread.onSpinWait();
            return work.get();
        };
        Thread[] threads = new Thread[callers];
        for (int i = 0; i < callers; i++) {
            threads[i] = new Thread(() -> {
                try {
                    group.run("k", origin);
                    values.incrementAndGet();
                } catch (CompletionException error) {
                    errors.incrementAndGet();
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) thread.join();
        return calls + " origin call, " + values + " values, " + errors + " errors";
    }

    public static void main(String[] args) throws Exception {
        System.out.println("success: " + storm(100, () -> "page"));
        System.out.println("failure: " + storm(100, () -> {
            throw new IllegalStateException("origin is down");
        }));
        Group group = new Group();
        AtomicInteger asked = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            group.run("k", () -> "page " + asked.incrementAndGet());
        }
        String count = asked + " origin calls for 3 reads";
        System.out.println("one after the other: " + count);
    }
}
