use std::sync::Mutex;
use std::{panic, thread};

fn main() {
    panic::set_hook(Box::new(|_| {})); // keep the panic's own message out of the output
    // --8<-- [start:poison]
    let books = Mutex::new((100, 0)); // two accounts; the sum must stay 100
    let crashed = thread::scope(|scope| {
        let transfer = scope.spawn(|| {
            let mut books = books.lock().unwrap();
            books.0 -= 30;
            panic!("connection lost"); // before the other account is credited
        });
        transfer.join().is_err()
    });
    let message = books.lock().unwrap_err().to_string(); // (1)!
    let anyway = books.lock().unwrap_or_else(|poisoned| poisoned.into_inner()); // (2)!
    let half_done = *anyway;
    drop(anyway);
    // --8<-- [end:poison]
    println!("thread panicked: {crashed}");
    println!("the next lock(): {message}");
    println!("what it protects from: {half_done:?}");
    books.clear_poison();
    println!("after clear_poison(): {}", books.lock().is_ok());
}
