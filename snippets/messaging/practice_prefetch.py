# needs: rabbitmq
# Two consumers of one queue: one may hold 51 messages, the other one.
import os

import pika

channels = []
for prefetch in (51, 1):
    link = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
    channels.append(link.channel())
    channels[-1].basic_qos(prefetch_count=prefetch)
greedy, modest = channels
greedy.queue_declare("jobs", durable=True, arguments={"x-queue-type": "quorum"})
greedy.confirm_delivery()
for number in range(60):
    greedy.basic_publish("", "jobs", str(number).encode())

held = []
greedy.basic_consume("jobs", lambda *message: held.append(message))
while len(held) < 51:  # takes what it may and never acknowledges
    greedy.connection.process_data_events(time_limit=1)


def work(channel, until):
    """Acknowledge what comes, up to a number, or until nothing comes any more."""
    done = []
    for method, _, _ in channel.consume("jobs", inactivity_timeout=10):
        if method:
            done.append(method.redelivered)
            channel.basic_ack(method.delivery_tag)
        if not method or len(done) == until:
            channel.cancel()
            return done


done = work(modest, 60 - 51)
print(f"the modest one gets: {len(done)}")
ready = modest.queue_declare("jobs", passive=True).method.message_count
print(f"ready, while 51 wait in one client: {ready}")
greedy.connection.close()
again = work(modest, 51)
print(f"after the greedy one is gone: {len(again)}, redelivered: {sum(again)}")
assert (len(done), ready, len(again), all(again)) == (9, 0, 51, True)
