// flags: -Djdk.virtualThreadScheduler.parallelism=1

/** One carrier, one virtual thread that computes, one that wants to run after 5 ms. */
public class CpuHog {
    static volatile long sink;

    static void hog(long until) {
        while (System.nanoTime() < until) sink++; // (1)!
    }

    static double late(String manner) throws Exception {
        var woke = new long[1];
        long due = System.nanoTime() + 5_000_000;
        var sleeper = Thread.ofVirtual().start(() -> {
            try { Thread.sleep(5); } catch (InterruptedException e) { }
            woke[0] = System.nanoTime();
        });
        long end = System.nanoTime() + 400_000_000;
        var hog = Thread.ofVirtual().start(() -> {
            while (System.nanoTime() < end) {
                hog(Math.min(end, System.nanoTime() + 2_000_000));
                try {
                    if (manner.equals("yields")) Thread.yield();
                    if (manner.equals("sleeps")) Thread.sleep(1);
                } catch (InterruptedException e) { }
            }
        });
        sleeper.join();
        hog.join();
        return (woke[0] - due) / 1e6;
    }

    public static void main(String[] args) throws Exception {
        late("sleeps"); // load the classes
        double hogs = late("hogs");
        double yields = late("yields");
        double sleeps = late("sleeps");
        System.out.printf("virtual thread, late by: ≈ %.0f ms%n", hogs);
        System.out.printf("it calls Thread.yield(), late by: ≈ %.0f ms%n", yields);
        System.out.printf("it sleeps 1 ms every 2 ms, late by: ≈ %.0f ms%n", sleeps);
        if (hogs < 250 || yields < 250 || sleeps > 250) throw new AssertionError();
    }
}
