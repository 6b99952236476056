// flags: --error-format=short
use std::rc::Rc;
use std::thread;

fn two_threads_change_it() {
    let mut balance = 0;
    thread::scope(|scope| {
        scope.spawn(|| balance += 1);
        scope.spawn(|| balance += 1); // (1)!
    });
    println!("balance: {balance}");
}

fn a_thread_outlives_it() {
    let mut balance = 0;
    thread::spawn(|| balance += 1); // (2)!
}

fn a_type_without_atomic_counts() {
    let order = Rc::new(7);
    thread::spawn(move || println!("{order}")); // (3)!
}

fn main() {
    two_threads_change_it();
    a_thread_outlives_it();
    a_type_without_atomic_counts();
}
