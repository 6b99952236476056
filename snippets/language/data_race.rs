use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::Mutex;
use std::thread;

const EACH: u64 = 1_000_000;

fn together(step: impl Fn() + Sync) {
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..EACH).for_each(|_| step()));
        }
    });
}

// --8<-- [start:race]
static SPLIT: AtomicU64 = AtomicU64::new(4 * EACH);
static ATOMICALLY: AtomicU64 = AtomicU64::new(0);
static GUARDED: Mutex<u64> = Mutex::new(0);

fn race() {
    while SPLIT.load(Relaxed) == 4 * EACH { // until the race shows (1)!
        SPLIT.store(0, Relaxed);
        together(|| SPLIT.store(SPLIT.load(Relaxed) + 1, Relaxed));
    }
    together(|| drop(ATOMICALLY.fetch_add(1, Relaxed))); // (2)!
    together(|| *GUARDED.lock().unwrap() += 1);
}
// --8<-- [end:race]

fn main() {
    race();
    println!("increments: {}", 4 * EACH);
    println!("atomic load and store, lost: ≈ {}", 4 * EACH - SPLIT.load(Relaxed));
    println!("atomic, lost: {}", 4 * EACH - ATOMICALLY.load(Relaxed));
    println!("mutex, lost: {}", 4 * EACH - *GUARDED.lock().unwrap());
    assert!(SPLIT.load(Relaxed) < 4 * EACH);
}
