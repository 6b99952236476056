use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::sync::{mpsc::sync_channel, Mutex, OnceLock};
use std::{thread, time::Duration};

// --8<-- [start:pool]
fn run<F>(jobs: u64, work: F) -> Result<u64, String>
where
    F: Fn(u64) -> Result<u64, String> + Sync,
{
    let failure = OnceLock::new();
    let sum = AtomicU64::new(0);
    let (send, queue) = sync_channel(4); // (1)!
    let queue = Mutex::new(queue);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| loop {
                let job = queue.lock().unwrap().recv(); // unlocked at the semicolon
                let Ok(job) = job else { return };
                if failure.get().is_some() {
                    continue; // empty the queue, so that nobody waits to send
                }
                match work(job) {
                    Ok(value) => drop(sum.fetch_add(value, SeqCst)),
                    Err(error) => drop(failure.set(error)), // (2)!
                }
            });
        }
        for job in 1..=jobs {
            if failure.get().is_some() || send.send(job).is_err() { // (3)!
                break;
            }
        }
        drop(send);
    }); // (4)!
    match failure.into_inner() {
        Some(error) => Err(error),
        None => Ok(sum.into_inner()),
    }
}
// --8<-- [end:pool]

fn main() {
    let begun = AtomicU64::new(0);
    let running = AtomicU64::new(0);
    let square = |job: u64, bad: u64| {
        begun.fetch_add(1, SeqCst);
        running.fetch_add(1, SeqCst);
        thread::sleep(Duration::from_millis(1));
        running.fetch_sub(1, SeqCst);
        if job == bad {
            return Err(format!("order {job}: card declined"));
        }
        Ok(job * job)
    };
    let sum = run(20, |job| square(job, 0)).unwrap();
    println!("20 orders, none fails: sum {sum}");
    begun.store(0, SeqCst);
    let error = run(1000, |job| square(job, 7)).unwrap_err();
    println!("1000 orders, one fails: {error}");
    assert!(begun.load(SeqCst) < 500);
    println!("begun after all: fewer than 500");
    println!("still running when the pool returns: {}", running.load(SeqCst));
}
