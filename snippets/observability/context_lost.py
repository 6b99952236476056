import asyncio
import contextvars
import queue
import threading
from concurrent.futures import ThreadPoolExecutor

request_id = contextvars.ContextVar("request_id", default=None)
rows = []


def seen():
    return request_id.get()


def note(where, found):
    rows.append((where, found))


async def coroutine():
    return seen()


# --8<-- [start:places]
async def handle(pool, thread_queue, answers):
    loop = asyncio.get_running_loop()
    note("await", await coroutine())
    note("asyncio.create_task", await asyncio.create_task(coroutine()))
    note("asyncio.gather", (await asyncio.gather(coroutine()))[0])
    note("asyncio.to_thread", await asyncio.to_thread(seen))
    note("loop.run_in_executor", await loop.run_in_executor(pool, seen))
    note("ThreadPoolExecutor.submit", pool.submit(seen).result())
    found = []
    thread = threading.Thread(target=lambda: found.append(seen()))
    thread.start()
    thread.join()
    note("threading.Thread", found[0])
    thread_queue.put(seen)  # a worker that started before this request
    note("worker behind a queue", answers.get())

    context = contextvars.copy_context()  # (1)!
    note("submit(context.run, f)", pool.submit(context.run, seen).result())
    thread_queue.put(lambda: contextvars.copy_context().run(seen))  # (2)!
    note("copy_context() in the worker", answers.get())
    carried = seen()  # the id itself, in the message
    thread_queue.put(lambda: (request_id.set(carried), seen())[1])
    note("id in the message", answers.get())
    thread_queue.put(seen)
    note("the worker's next job", answers.get())  # (3)!
# --8<-- [end:places]


def work(jobs, answers):
    while job := jobs.get():
        answers.put(job())


jobs, answers = queue.Queue(), queue.Queue()
worker = threading.Thread(target=work, args=(jobs, answers))
worker.start()


async def request():
    request_id.set("r-42")
    with ThreadPoolExecutor(1) as pool:
        await handle(pool, jobs, answers)


asyncio.run(request())
jobs.put(None)
worker.join()
for where, found in rows:
    print(f"{where:30} {found or 'lost'}")
lost = [where for where, found in rows if not found]
print(f"lost: {len(lost)}/{len(rows)}")
assert lost == [
    "loop.run_in_executor", "ThreadPoolExecutor.submit", "threading.Thread",
    "worker behind a queue", "copy_context() in the worker",
]  # fmt: skip
