// flags: -C debuginfo=line-tables-only
use std::backtrace::Backtrace;
use std::num::ParseIntError;

// --8<-- [start:trace]
struct Traced {
    error: ParseIntError,
    trace: Backtrace,
}

impl From<ParseIntError> for Traced {
    fn from(error: ParseIntError) -> Self {
        let trace = Backtrace::force_capture(); // (1)!
        Traced { error, trace }
    }
}

#[inline(never)]
fn cents(text: &str) -> Result<u32, Traced> {
    Ok(text.parse::<u32>()?) // (2)!
}

#[inline(never)]
fn charge(total: &str) -> Result<u32, Traced> {
    Ok(cents(total)? + 1)
}
// --8<-- [end:trace]

fn main() {
    let plain = "12,50".parse::<u32>().unwrap_err();
    println!("all that the error itself knows: {plain}");
    let Err(traced) = charge("12,50") else { panic!("it must fail") };
    println!("with a trace: {}", traced.error);
    let trace = traced.trace.to_string();
    let after = |line: &str| line.split("rust_backtrace.rs:").nth(1).map(String::from);
    let places: Vec<String> = trace.lines().filter_map(after).collect();
    let number = |place: &String| place.split(":").next().unwrap().to_string();
    let lines: Vec<String> = places.iter().map(number).collect();
    println!("its lines in this file: {}", lines.join(", "));
    assert!(lines[1] == "20" && lines[2] == "25");
}
