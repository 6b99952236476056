use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};

// --8<-- [start:job]
fn top(orders: impl BufRead) {
    let mut sums: HashMap<String, u64> = HashMap::new();
    for line in orders.lines() {
        let line = line.unwrap();
        let (name, cents) = line.split_once(' ').unwrap();
        let value: u64 = cents.parse().unwrap();
        match sums.get_mut(name) {
            Some(sum) => *sum += value,
            None => drop(sums.insert(name.to_string(), value)),
        }
    }
    let mut rows: Vec<_> = sums.into_iter().collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    for (name, sum) in rows.iter().take(3) {
        println!("{name} {sum}");
    }
}
// --8<-- [end:job]

fn main() {
    let mut words = std::env::args().skip(1);
    match (words.next(), words.next()) {
        (Some(path), Some(rounds)) => {
            for _ in 0..rounds.parse().unwrap() {
                top(BufReader::new(File::open(&path).unwrap()));
            }
        }
        _ => top("ada 5\nbob 7\nada 4\n".as_bytes()),
    }
}
