// needs: flink, kafka
// timeout: 120
// flags: -Xmx700m --sun-misc-unsafe-memory-access=allow -Dlog4j2.level=OFF
import java.util.*;
import java.util.concurrent.*;
import org.apache.flink.table.api.*;
import org.apache.flink.types.Row;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.producer.*;

/** Windows by event time over two partitions, one of which is silent. */
class event_time {
    static final String BROKER = System.getenv("KAFKA_BOOTSTRAP_SERVERS");
    static KafkaProducer<byte[], byte[]> producer;
    static long sent = 0; // those before 00:20

    static void send(int... seconds) throws Exception {
        for (int s : seconds) {
            byte[] json = "{\"ts\":\"2026-11-22 10:00:%02d\"}".formatted(s).getBytes();
            producer.send(new ProducerRecord<>("clicks", 0, null, json)).get();
            sent += s < 20 ? 1 : 0;
        }
    }

    // --8<-- [start:query]
    static TableResult query(String idleTimeout) {
        var flink = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        flink.getConfig().set("parallelism.default", "1");
        flink.getConfig().set("table.exec.source.idle-timeout", idleTimeout); // (1)!
        flink.executeSql("""
            CREATE TABLE clicks (
                ts TIMESTAMP(3),
                WATERMARK FOR ts AS ts - INTERVAL '2' SECOND
            ) WITH ('connector' = 'kafka', 'topic' = 'clicks', 'format' = 'json',
                'scan.startup.mode' = 'earliest-offset',
                'properties.bootstrap.servers' = '%s')""".formatted(BROKER));
        return flink.executeSql("""
            SELECT DATE_FORMAT(window_end, 'mm:ss') AS until, COUNT(*) AS clicks
            FROM TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '10' SECOND)
            GROUP BY window_start, window_end""");
    }
    // --8<-- [end:query]

    static BlockingQueue<Row> rows(TableResult result) {
        BlockingQueue<Row> found = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> {
            try {
                result.collect().forEachRemaining(found::add);
            } catch (Exception ended) { }
        });
        reader.setDaemon(true);
        reader.start();
        return found;
    }

    public static void main(String[] args) throws Exception {
        Map<String, Object> options = Map.of("bootstrap.servers", BROKER);
        try (Admin admin = Admin.create(options)) {
            var topic = new NewTopic("clicks", 2, (short) 1);
            admin.createTopics(List.of(topic)).all().get();
        }
        var bytes = new org.apache.kafka.common.serialization.ByteArraySerializer();
        producer = new KafkaProducer<>(options, bytes, bytes);
        send(1, 4, 9, 13);

        TableResult waiting = query("0 ms");
        Row none = rows(waiting).poll(3, TimeUnit.SECONDS);
        System.out.println("partition 1 silent, no idle timeout: " + none);
        waiting.getJobClient().get().cancel().get();

        TableResult moving = query("300 ms");
        BlockingQueue<Row> found = rows(moving);
        // --8<-- [start:late]
        Row first = found.poll(40, TimeUnit.SECONDS);
        System.out.println("idle timeout of 300 ms: " + first);
        send(8); // (1)!
        send(12); // (2)!
        send(23);
        Row second = found.poll(40, TimeUnit.SECONDS);
        System.out.println("next window: " + second);
        // --8<-- [end:late]
        moving.getJobClient().get().cancel().get();
        producer.close();
        long counted = (Long) first.getField(1) + (Long) second.getField(1);
        System.out.println("sent before 00:20: " + sent);
        System.out.println("counted before 00:20: " + counted);
        System.exit(none == null && sent == 6 && counted == 5 ? 0 : 1);
    }
}
