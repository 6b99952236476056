# needs: rabbitmq
import asyncio, os, threading, time
from urllib.parse import urlsplit

import pika

WAY, WORK = 0.050, 0.004
url = urlsplit(os.environ["AMQP_URL"])


# --8<-- [start:proxy]
async def pump(reader, writer):
    loop, pending = asyncio.get_running_loop(), asyncio.Queue()

    async def deliver():
        while data := await pending.get():
            due, chunk = data
            await asyncio.sleep(due - loop.time())
            writer.write(chunk)

    task = asyncio.create_task(deliver())
    while chunk := await reader.read(65536):
        pending.put_nowait((loop.time() + WAY, chunk))
    pending.put_nowait(None)
    await task
    writer.close()


async def link(reader, writer):
    far = await asyncio.open_connection(url.hostname, url.port)
    await asyncio.gather(pump(reader, far[1]), pump(far[0], writer))
# --8<-- [end:proxy]


loop = asyncio.new_event_loop()
threading.Thread(target=loop.run_forever, daemon=True).start()
server = asyncio.run_coroutine_threadsafe(
    asyncio.start_server(link, "127.0.0.1", 0), loop
).result()
near = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
through = os.environ["AMQP_URL"].replace(f"{url.hostname}:{url.port}", near)


# --8<-- [start:consume]
def rate(prefetch: int, count: int) -> float:
    """Return messages per second; each takes WORK."""
    connection = pika.BlockingConnection(pika.URLParameters(through))
    channel = connection.channel()
    channel.basic_qos(prefetch_count=prefetch)
    done, start = 0, 0.0
    for method, _, _ in channel.consume("jobs", inactivity_timeout=5):
        start = start or time.perf_counter()
        time.sleep(WORK)
        channel.basic_ack(method.delivery_tag)
        done += 1
        if done == count:
            break
    taken = time.perf_counter() - start
    connection.close()
    return (count - 1) / taken
# --8<-- [end:consume]


direct = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
channel = direct.channel()
channel.queue_declare("jobs")
for number in range(1_500):
    channel.basic_publish("", "jobs", str(number).encode())
rates = {}
for prefetch, count in ((1, 8), (13, 90), (26, 180), (51, 250)):
    rates[prefetch] = rate(prefetch, count)
    busy = f"≈ {rates[prefetch] * WORK:.0%}"
    print(f"prefetch {prefetch}: ≈ {rates[prefetch]:.0f} messages/s, {busy} busy")
knee = rates[51] / rates[1]
print(f"the rising line meets the flat one at: ≈ {knee:.0f}")
assert 0.02 < rates[1] * WORK < 0.05
assert 8 < rates[13] / rates[1] < 18 and 14 < knee < 34
