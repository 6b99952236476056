use std::collections::HashMap;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

// --8<-- [start:flight]
type Answer = Result<String, String>;

#[derive(Default)]
struct Flight {
    answer: Mutex<Option<Answer>>,
    done: Condvar,
    waiters: AtomicUsize,
}

/// Concurrent calls for one key share one call of `work`.
#[derive(Default)]
struct Group {
    flights: Mutex<HashMap<String, Arc<Flight>>>,
}

impl Group {
    fn run(&self, key: &str, work: impl FnOnce() -> Answer) -> Answer {
        let mut flights = self.flights.lock().unwrap();
        if let Some(flight) = flights.get(key).cloned() {
            flight.waiters.fetch_add(1, SeqCst);
            drop(flights);
            let answer = flight.answer.lock().unwrap();
            let answer = flight.done.wait_while(answer, |a| a.is_none()); // (1)!
            return answer.unwrap().clone().unwrap();
        }
        let flight = Arc::new(Flight::default());
        flights.insert(key.into(), flight.clone());
        drop(flights);
        let answer = catch_unwind(AssertUnwindSafe(work))
            .unwrap_or_else(|_| Err("work panicked".into()));
        self.flights.lock().unwrap().remove(key); // (2)!
        *flight.answer.lock().unwrap() = Some(answer.clone());
        flight.done.notify_all();
        answer // (3)!
    }
}
// --8<-- [end:flight]

/// All callers ask for one key while its origin call is under way.
fn storm(callers: usize, answer: Answer) -> (usize, usize, usize) {
    let group = Group::default();
    let (calls, values, errors) = Default::default();
    let (calls, values, errors): (&AtomicUsize, &AtomicUsize, &AtomicUsize) =
        (&calls, &values, &errors);
    let origin = || {
        calls.fetch_add(1, SeqCst);
        let flight = group.flights.lock().unwrap()["k"].clone();
        while flight.waiters.load(SeqCst) < callers - 1 {
            thread::yield_now();
        }
        answer.clone()
    };
    thread::scope(|scope| {
        for _ in 0..callers {
            scope.spawn(|| match group.run("k", origin) {
                Ok(_) => values.fetch_add(1, SeqCst),
                Err(_) => errors.fetch_add(1, SeqCst),
            });
        }
    });
    (calls.load(SeqCst), values.load(SeqCst), errors.load(SeqCst))
}

fn main() {
    let (c, v, e) = storm(100, Ok("page".into()));
    println!("success: {c} origin call, {v} values, {e} errors");
    let (c, v, e) = storm(100, Err("origin is down".into()));
    println!("failure: {c} origin call, {v} values, {e} errors");
    let (group, mut asked) = (Group::default(), 0);
    for _ in 0..3 {
        let _ = group.run("k", || {
            asked += 1;
            Ok("page".into())
        });
    }
    println!("one after the other: {asked} origin calls for 3 reads");
}
