// flags: -XX:+UseSerialGC -Xmx256m
// timeout: 120
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

class profile_jfr {
    // --8<-- [start:service]
    static int handle(String body) {
        return total(body) + sign(body);
    }

    static int total(String body) {
        Map<String, Integer> sums = new HashMap<>();
        for (String line : body.split("\n")) {
            String[] cells = line.split(",");
            sums.merge(cells[0], Integer.parseInt(cells[1]), Integer::sum);
        }
        return sums.size();
    }

    static int sign(String body) {
        CRC32 crc = new CRC32();
        for (int i = 0; i < 40; i++) crc.update(body.getBytes());
        return (int) crc.getValue();
    }

    static void waits() { // a thread that asks a database
        try { Thread.sleep(30); } catch (InterruptedException stop) { }
    }
    // --8<-- [end:service]

    static final Map<String, String> STACKS = Map.of("total", "main;handle;total",
        "sign", "main;handle;sign", "waits", "waiter;waits");

    public static void main(String[] args) throws Exception {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 300; i++) body.append("sku" + i % 37 + "," + i + "\n");
        String request = body.toString();
        Path file = Path.of("profile.jfr");
        long calls = 0, check = 0;
        Thread waiter = new Thread(() -> { while (true) waits(); });
        waiter.setDaemon(true);
        waiter.start();
        // --8<-- [start:record]
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").with("period", "10 ms"); // (1)!
            recording.enable("jdk.CPUTimeSample").with("throttle", "10 ms"); // (2)!
            recording.enable("jdk.ThreadSleep").withStackTrace(); // 20 ms or more
            recording.enable("jdk.MethodTiming")
                .with("filter", "profile_jfr::handle"); // (3)!
            recording.start();
            long end = System.nanoTime() + 2_500_000_000L;
            for (; System.nanoTime() < end; calls++) check += handle(request);
            recording.stop();
            recording.dump(file);
        }
        // --8<-- [end:record]
        Map<String, Map<String, Integer>> found = new TreeMap<>();
        long timed = 0;
        for (var event : RecordingFile.readAllEvents(file)) {
            String type = event.getEventType().getName().replace("jdk.", "");
            if (type.equals("MethodTiming")) timed = event.getLong("invocations");
            if (event.getStackTrace() == null) continue;
            List<String> names = new ArrayList<>();
            for (var frame : event.getStackTrace().getFrames())
                names.add(frame.getMethod().getName());
            for (String name : STACKS.keySet())
                if (names.contains(name))
                    found.computeIfAbsent(type, t -> new HashMap<>())
                        .merge(name, 1, Integer::sum);
        }
        var cpu = found.getOrDefault("CPUTimeSample", Map.of());
        var wall = found.getOrDefault("ExecutionSample", Map.of());
        for (var sort : List.of(wall, cpu)) {
            String label = sort == cpu ? "CPUTimeSample" : "ExecutionSample";
            int all = sort.getOrDefault("total", 0) + sort.getOrDefault("sign", 0);
            System.out.printf("%s: ≈ %d%n", label, all);
            System.out.printf("%s, share of total: ≈ %d %%%n", label,
                100 * sort.getOrDefault("total", 0) / Math.max(1, all));
            System.out.printf("%s in the sleeping thread: ≈ %d%n", label,
                sort.getOrDefault("waits", 0));
        }
        int sleeps = found.getOrDefault("ThreadSleep", Map.of())
            .getOrDefault("waits", 0);
        System.out.printf("ThreadSleep events: ≈ %d%n", sleeps);
        System.out.printf("MethodTiming counted every call: %b%n", timed == calls);
        StringBuilder csv = new StringBuilder("stack,≈ samples\n");
        for (String name : List.of("total", "sign"))
            csv.append("%s,%d%n".formatted(
                STACKS.get(name), cpu.getOrDefault(name, 0)));
        if (System.getenv("PLOT_DATA") != null)
            Files.writeString(Path.of(System.getenv("PLOT_DATA")), csv);
        int seen = wall.getOrDefault("total", 0);
        int onCpu = cpu.getOrDefault("total", 0);
        boolean counted = timed == calls && check != 0;
        if (seen < 5 || onCpu < 5 || sleeps < 20 || !counted) System.exit(1);
    }
}
