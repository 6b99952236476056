// The sender keeps using what it has given away: the program is not built.
use std::sync::mpsc;
use std::thread;

fn main() {
    let (sender, receiver) = mpsc::channel();
    let order = String::from("order 42");
    let worker = thread::spawn(move || {
        println!("worker: {}", receiver.recv().unwrap());
    });
    sender.send(order).unwrap(); // the worker owns it now
    println!("main: {order}");
    worker.join().unwrap();
}
