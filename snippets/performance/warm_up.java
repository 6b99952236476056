import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** One request handler, timed from the first call on: what the JIT compiler changes. */
class warm_up {
    // --8<-- [start:handler]
    static int handle(String body) {
        Map<String, Integer> totals = new HashMap<>();
        for (String line : body.split("\n")) {
            String[] cells = line.split(",");
            totals.merge(cells[0], Integer.parseInt(cells[1]), Integer::sum);
        }
        return totals.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
    // --8<-- [end:handler]

    public static void main(String[] args) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 200; i++) body.append("sku" + i % 37 + "," + i + "\n");
        String request = body.toString();
        int calls = 40_000, check = 0;
        long[] micros = new long[calls];
        for (int i = 0; i < calls; i++) {
            long began = System.nanoTime();
            check += handle(request);
            micros[i] = (System.nanoTime() - began) / 1000;
        }
        long[][] parts = {
            Arrays.copyOfRange(micros, 0, 20),
            Arrays.copyOfRange(micros, 20, 500),
            Arrays.copyOfRange(micros, 500, 5000),
            Arrays.copyOfRange(micros, calls - 5000, calls)};
        String[] names = {
            "calls 1 to 20", "calls 21 to 500", "calls 501 to 5000", "the last 5000"};
        double[] medians = new double[4];
        for (int i = 0; i < 4; i++) {
            Arrays.sort(parts[i]);
            medians[i] = parts[i][parts[i].length / 2];
            System.out.printf("%s, median: ≈ %.0f µs%n", names[i], medians[i]);
        }
        System.out.printf("cold / warm: ≈ %.0f%n", medians[0] / medians[3]);
        if (check == 0 || medians[0] < 3 * medians[3]) System.exit(1);
    }
}
