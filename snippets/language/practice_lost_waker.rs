// The future returns Pending, but nobody keeps its waker.
use std::future::Future;
use std::pin::{pin, Pin};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

#[derive(Default)]
struct Counter(AtomicUsize);

impl Wake for Counter {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, SeqCst);
    }
}

struct Sleep(Instant, bool);

impl Future for Sleep {
    type Output = ();
    fn poll(self: Pin<&mut Self>, context: &mut Context) -> Poll<()> {
        if Instant::now() >= self.0 {
            return Poll::Ready(());
        }
        if self.1 {
            let (due, waker) = (self.0, context.waker().clone());
            std::thread::spawn(move || {
                std::thread::sleep(due.saturating_duration_since(Instant::now()));
                waker.wake();
            });
        }
        Poll::Pending
    }
}

fn run(keeps_waker: bool) -> (usize, bool) {
    let wakes = Arc::new(Counter::default());
    let waker = Waker::from(wakes.clone());
    let mut context = Context::from_waker(&waker);
    let due = Instant::now() + Duration::from_millis(50);
    let mut future = pin!(async { Sleep(due, keeps_waker).await });
    let mut done = future.as_mut().poll(&mut context).is_ready();
    let mut seen = 0;
    let seconds = if keeps_waker { 20 } else { 1 };
    let patience = Instant::now() + Duration::from_secs(seconds);
    while !done && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(5));
        // An executor polls only what was woken.
        if wakes.0.load(SeqCst) > seen {
            seen = wakes.0.load(SeqCst);
            done = future.as_mut().poll(&mut context).is_ready();
        }
    }
    (wakes.0.load(SeqCst), done)
}

fn main() {
    for keeps_waker in [true, false] {
        let (wakes, done) = run(keeps_waker);
        println!("keeps the waker: {keeps_waker}, woken: {wakes}, finished: {done}");
    }
}
