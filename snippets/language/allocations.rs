// The allocator counts: what does a move, a clone, a growing Vec cost?
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

struct Counting;
static CALLS: AtomicUsize = AtomicUsize::new(0);

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        CALLS.fetch_add(1, Relaxed);
        System.alloc(layout)
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        System.dealloc(pointer, layout)
    }
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        CALLS.fetch_add(1, Relaxed);
        System.realloc(pointer, layout, size)
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn count<T>(name: &str, make: impl FnOnce() -> T) -> T {
    let before = CALLS.load(Relaxed);
    let made = std::hint::black_box(make());
    let calls = CALLS.load(Relaxed) - before;
    println!("{name}: {calls}");
    made
}

struct Lease(&'static str);

impl Drop for Lease {
    fn drop(&mut self) {
        println!("dropped: {}", self.0);
    }
}

fn main() {
    let name = count("String from a literal", || String::from("order 42"));
    let address = name.as_ptr();
    let moved = count("move", || name); // `name` is gone
    assert_eq!(address, moved.as_ptr()); // the same bytes on the heap
    count("clone", || moved.clone());
    count("push 1,000 into Vec::new()", || {
        let mut list = Vec::new();
        (0..1_000_i64).for_each(|i| list.push(i));
        list
    });
    count("collect 1,000 from a range", || (0..1_000_i64).collect::<Vec<_>>());
    count("slice of a str", || moved[..5].len());

    let first = Lease("first");
    let _second = Lease("second");
    drop(first); // now, not at the end
    println!("end of main");
}
