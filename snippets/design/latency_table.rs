// flags: -O
// Six rows of the table of 2009, measured on the machine that runs this.
use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Mutex;
use std::time::Instant;

fn nanoseconds(rounds: u32, mut work: impl FnMut()) -> f64 {
    let start = Instant::now();
    for _ in 0..rounds {
        work();
    }
    start.elapsed().as_nanos() as f64 / rounds as f64
}

/// The best of five: a neighbour on the machine can only make it slower.
fn best(rounds: u32, mut work: impl FnMut()) -> f64 {
    (0..5).map(|_| nanoseconds(rounds, &mut work)).fold(f64::MAX, f64::min)
}

/// A cycle through all cells in random order: each load needs the one before it.
fn chain(cells: usize) -> Vec<u32> {
    let mut next: Vec<u32> = (0..cells as u32).collect();
    let mut state = 88172645463325252u64;
    for i in (1..cells).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        next.swap(i, (state % i as u64) as usize); // Sattolo: one single cycle
    }
    next
}

const NS: (&str, f64) = ("ns", 1.0);
const US: (&str, f64) = ("µs", 1e3);
const MS: (&str, f64) = ("ms", 1e6);

fn report(name: &str, published: f64, measured: f64, band: f64, unit: (&str, f64)) {
    let (factor, shown) = (measured / published, measured / unit.1);
    println!("{name}: ≈ {shown:.1} {}", unit.0);
    println!("{name}, of the {published} ns of 2009: × ≈ {factor:.2}");
    assert!(factor > 1.0 / band && factor < band, "{name} left its band");
}

fn main() {
    let sizes = [("L1 cache", 2_000, 0.5), ("main memory", 1 << 25, 100.0)];
    for (name, cells, published) in sizes {
        let next = chain(cells);
        let mut at = 0;
        let took = best(600_000, || at = next[at as usize]);
        assert!(at < cells as u32);
        report(name, published, took, 20.0, NS);
    }
    let lock = Mutex::new(0u64);
    let took = best(600_000, || {
        *std::hint::black_box(&lock).lock().unwrap() += 1;
    });
    report("mutex, uncontended", 100.0, took, 50.0, NS);
    let block = vec![1u64; 64 << 17]; // 64 MiB, more than the caches usually hold
    let took = best(1, || {
        std::hint::black_box(block.iter().sum::<u64>());
    });
    report("1 MB from memory", 250_000.0, took / 67.1, 50.0, US);

    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut client = TcpStream::connect(server.local_addr().unwrap()).unwrap();
    let echo = std::thread::spawn(move || {
        let (mut peer, mut byte) = (server.accept().unwrap().0, [0u8]);
        while peer.read(&mut byte).unwrap() == 1 {
            peer.write_all(&byte).unwrap();
        }
    });
    let mut byte = [7u8];
    let took = nanoseconds(5_000, || {
        client.write_all(&byte).unwrap();
        client.read_exact(&mut byte).unwrap();
    });
    report("round trip, loopback", 500_000.0, took, 1000.0, US);
    drop(client);
    echo.join().unwrap();

    let mut file = File::create("journal").unwrap();
    let took = nanoseconds(50, || {
        file.write_all(&[1; 4096]).unwrap();
        file.sync_data().unwrap();
    });
    let name = "disk seek, against 4 KiB made durable";
    report(name, 10_000_000.0, took, 10_000.0, MS);
}
