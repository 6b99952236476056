// needs: flink, kafka(own)
// timeout: 120
// flags: -Xmx700m --sun-misc-unsafe-memory-access=allow -Dlog4j2.level=OFF
import java.nio.file.*;
import java.util.*;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.table.api.*;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.*;

/** A job with two sinks, stopped between checkpoints, started from the last one. */
class exactly_once {
    static final String BROKER = System.getenv("KAFKA_BOOTSTRAP_SERVERS");
    static final Path FOLDER = Path.of("checkpoints").toAbsolutePath();
    static final List<String> SINKS = List.of("at-least-once", "exactly-once");
    static final int RECORDS = 3000;

    // --8<-- [start:job]
    static JobClient start(String checkpoint) {
        var config = new Configuration();
        config.setString("parallelism.default", "1");
        config.setString("execution.checkpointing.interval", "1 s"); // (1)!
        config.setString("execution.checkpointing.dir", FOLDER.toUri().toString());
        config.setString("execution.checkpointing.externalized-checkpoint-retention",
            "RETAIN_ON_CANCELLATION"); // (2)!
        String from = "execution.state-recovery.path";
        if (checkpoint != null) config.setString(from, checkpoint);
        var flink = TableEnvironment.create(
            EnvironmentSettings.newInstance().withConfiguration(config).build());
        String kafka = """
            (id INT) WITH ('connector' = 'kafka', 'format' = 'json',
            'properties.bootstrap.servers' = '%s', 'topic' = '%s',
            """;
        flink.executeSql("CREATE TABLE source " + kafka.formatted(BROKER, "orders")
            + "'scan.startup.mode' = 'earliest-offset')");
        var both = flink.createStatementSet();
        for (String sink : SINKS) {
            String table = kafka.formatted(BROKER, sink);
            flink.executeSql("CREATE TABLE `" + sink + "` " + table
                + "'sink.delivery-guarantee' = '" + sink + "',"
                + "'sink.transactional-id-prefix' = 'copy',"
                + "'properties.transaction.timeout.ms' = '60000')"); // (3)!
            both.addInsertSql("INSERT INTO `" + sink + "` SELECT id FROM source");
        }
        return both.execute().getJobClient().get();
    }
    // --8<-- [end:job]

    static long count(String topic, String isolation) {
        Map<String, Object> options = Map.of(
            "bootstrap.servers", BROKER, "isolation.level", isolation);
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(options, bytes, bytes)) {
            var partition = List.of(new TopicPartition(topic, 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            long end = consumer.endOffsets(partition).get(partition.get(0)), found = 0;
            while (consumer.position(partition.get(0)) < end)
                found += consumer.poll(java.time.Duration.ofMillis(200)).count();
            return found;
        }
    }

    static String lastCheckpoint() throws Exception {
        try (var files = Files.walk(FOLDER)) {
            return files.filter(f -> f.endsWith("_metadata")).map(f -> f.getParent())
                .max(Comparator.comparing(f -> f.toFile().lastModified()))
                .map(f -> f.toUri().toString()).orElse(null);
        }
    }

    static void write() {
        var bytes = new ByteArraySerializer();
        Map<String, Object> options = Map.of("bootstrap.servers", BROKER);
        try (var producer = new KafkaProducer<>(options, bytes, bytes)) {
            for (int id = 0; id < RECORDS; id++) {
                byte[] json = "{\"id\":%d}".formatted(id).getBytes();
                producer.send(new ProducerRecord<>("orders", json));
                if (id % 20 == 0) Thread.sleep(25);
            }
        } catch (InterruptedException ended) { }
    }

    public static void main(String[] args) throws Exception {
        Files.createDirectories(FOLDER);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER))) {
            for (String name : List.of("orders", SINKS.get(0), SINKS.get(1)))
                admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all();
        }
        // --8<-- [start:stop]
        JobClient job = start(null);
        Thread writer = Thread.startVirtualThread(() -> write());
        String seen = null;
        long atCheckpoint = 0, now = 0;
        while (seen == null || now < atCheckpoint + 200) {
            String last = lastCheckpoint();
            now = count("at-least-once", "read_committed");
            if (!Objects.equals(last, seen)) atCheckpoint = now;
            seen = last;
        }
        job.cancel().get(); // (1)!
        job.getJobExecutionResult().handle((done, ended) -> done).get();
        JobClient again = start(lastCheckpoint());
        // --8<-- [end:stop]
        writer.join();
        while (count("exactly-once", "read_committed") < RECORDS) Thread.sleep(100);
        again.cancel().get();
        long copies = count(SINKS.get(0), "read_committed");
        long committed = count("exactly-once", "read_committed");
        long all = count("exactly-once", "read_uncommitted");
        System.out.printf("records in the source: %d%nat-least-once: ≈ %d%n"
            + "exactly-once, read_committed: %d%nexactly-once, read_uncommitted: "
            + "≈ %d%n", RECORDS, copies, committed, all);
        System.exit(copies > RECORDS && committed == RECORDS ? 0 : 1);
    }
}
