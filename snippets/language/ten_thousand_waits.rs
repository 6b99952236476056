// Ten thousand futures wait 200 ms each, on an executor of thirty lines.
use std::collections::{BTreeMap, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

const TASKS: usize = 10_000;

// --8<-- [start:executor]
#[derive(Default)]
struct Executor {
    ready: Mutex<VecDeque<usize>>, // ids of tasks to poll
    timers: Mutex<BTreeMap<(Instant, usize), Waker>>,
}

struct TaskWaker(usize, Arc<Executor>);

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        self.1.ready.lock().unwrap().push_back(self.0);
    }
}

struct Sleep(Instant, usize, Arc<Executor>);

impl Future for Sleep {
    type Output = ();
    fn poll(self: Pin<&mut Self>, context: &mut Context) -> Poll<()> {
        if Instant::now() >= self.0 {
            return Poll::Ready(());
        }
        let waker = context.waker().clone();
        self.2.timers.lock().unwrap().insert((self.0, self.1), waker);
        Poll::Pending // (1)!
    }
}

fn run(executor: &Arc<Executor>, mut tasks: Vec<Pin<Box<impl Future>>>) -> usize {
    let (mut left, mut polls) = (tasks.len(), 0);
    executor.ready.lock().unwrap().extend(0..left);
    while left > 0 {
        let next = executor.ready.lock().unwrap().pop_front();
        if let Some(id) = next {
            let waker = Waker::from(Arc::new(TaskWaker(id, executor.clone())));
            let mut context = Context::from_waker(&waker);
            polls += 1;
            left -= tasks[id].as_mut().poll(&mut context).is_ready() as usize;
            continue;
        }
        let first = executor.timers.lock().unwrap().pop_first();
        if let Some(((due, _), waker)) = first {
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            waker.wake();
        }
    }
    polls
}
// --8<-- [end:executor]

async fn task(id: usize, executor: Arc<Executor>) {
    let due = Instant::now() + Duration::from_millis(200);
    Sleep(due, id, executor).await;
}

fn main() {
    let executor = Arc::new(Executor::default());
    let new = |id| Box::pin(task(id, executor.clone()));
    let tasks: Vec<_> = (0..TASKS).map(new).collect();
    println!("bytes of one future: {}", std::mem::size_of_val(&*tasks[0]));
    std::thread::sleep(Duration::from_millis(300)); // nobody polls
    let timers = executor.timers.lock().unwrap().len();
    println!("timers after 300 ms unpolled: {timers}");
    let started = Instant::now();
    let polls = run(&executor, tasks);
    let took = started.elapsed().as_secs_f64();
    println!("tasks: {TASKS}");
    println!("polls: {polls}");
    let threads = std::fs::read_dir("/proc/self/task").unwrap().count();
    println!("OS threads: {threads}");
    println!("all done after: ≈ {took:.2} s");
    assert!(took > 0.19 && took < 3.0);
    assert_eq!(polls, 2 * TASKS);
}
