import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map.Entry;

// --8<-- [start:job]
static void top(BufferedReader orders) throws IOException {
    var sums = new HashMap<String, Integer>();
    for (String line; (line = orders.readLine()) != null;) {
        int space = line.indexOf(' ');
        int value = Integer.parseInt(line, space + 1, line.length(), 10);
        sums.merge(line.substring(0, space), value, Integer::sum);
    }
    sums.entrySet().stream()
        .sorted(Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Entry.comparingByKey()))
        .limit(3)
        .forEach(row -> IO.println(row.getKey() + " " + row.getValue()));
}
// --8<-- [end:job]

void main(String[] args) throws IOException {
    if (args.length == 0) {
        top(new BufferedReader(new StringReader("ada 5\nbob 7\nada 4\n")));
        return;
    }
    for (int round = 0; round < Integer.parseInt(args[1]); round++) {
        try (var orders = Files.newBufferedReader(Path.of(args[0]))) {
            top(orders);
        }
    }
}
