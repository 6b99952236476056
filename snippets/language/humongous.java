// flags: -XX:+UseG1GC -Xms256m -Xmx256m -XX:G1HeapRegionSize=1m
import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

class humongous {
    static final String HUMONGOUS = "G1 Humongous Allocation";
    static final Map<String, Integer> causes = new ConcurrentSkipListMap<>();

    // --8<-- [start:listen]
    static void listen() {
        for (var bean : ManagementFactory.getGarbageCollectorMXBeans())
            ((NotificationEmitter) bean).addNotificationListener((note, handback) -> {
                var info = GarbageCollectionNotificationInfo.from(
                    (CompositeData) note.getUserData());
                causes.merge(info.getGcCause(), 1, Integer::sum); // (1)!
            }, null, null);
    }

    static void allocate(int bytes) throws Exception {
        causes.clear();
        byte[][] recent = new byte[64][]; // a few responses are in flight
        for (int i = 0; i < 2000; i++) recent[i % 64] = new byte[bytes];
        Thread.sleep(200); // the notes come from another thread
        System.out.printf("arrays of %d KiB, humongous collections: %s%n", bytes >> 10,
            causes.containsKey(HUMONGOUS) ? "≈ " + causes.get(HUMONGOUS) : "none");
    }
    // --8<-- [end:listen]

    public static void main(String[] args) throws Exception {
        listen();
        allocate(500 << 10);
        boolean none = !causes.containsKey(HUMONGOUS);
        allocate(520 << 10);
        if (!none || !causes.containsKey(HUMONGOUS)) System.exit(1);
    }
}
