// memory: 8192
import java.util.HashMap;
import java.util.Map;

/** A cache whose entries are replaced at random, and much short-lived garbage. */
class allocation {
    public static void main(String[] args) {
        // --8<-- [start:load]
        Map<Integer, byte[][]> cache = new HashMap<>();
        long random = 42, check = 0, begin = System.nanoTime();
        for (int round = 0; round < 300; round++) {
            for (int i = 0; i < 1000; i++) {
                random = random * 6364136223846793005L + 1442695040888963407L;
                int key = (int) (random >>> 33) % 40_000; // up to 40,000 * 2.6 KiB live
                byte[][] value = new byte[32][64];
                check += value.length + new byte[256].length; // dies at once
                if (i % 4 == 0) cache.put(key, value); // lives until it is replaced
            }
        }
        // --8<-- [end:load]
        System.out.printf("time: ≈ %.2f s%n", (System.nanoTime() - begin) / 1e9);
        if (check == 0 || cache.isEmpty()) System.exit(1);
    }
}
