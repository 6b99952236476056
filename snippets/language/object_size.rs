// Rust orders fields itself, and stores None in a bit pattern that cannot occur.
use std::mem::{align_of, size_of};
use std::num::{NonZeroU32, NonZeroU64};
use std::ptr::NonNull;

#[allow(dead_code)]
struct Order {
    paid: bool,
    amount: i64,
    late: bool,
}

#[allow(dead_code)]
#[repr(C)] // keep the order as written
struct OrderC {
    paid: bool,
    amount: i64,
    late: bool,
}

macro_rules! table {
    ($($type:ty => $name:literal),* $(,)?) => {$(
        let (plain, option) = (size_of::<$type>(), size_of::<Option<$type>>());
        assert_eq!(plain, option, "{}", $name);
        println!("{:<18}{plain:>4}{option:>8}{:>7}", $name, align_of::<$type>());
    )*};
}

fn main() {
    println!("bool, i64, bool: {}", size_of::<Order>());
    println!("the same with repr(C): {}", size_of::<OrderC>());
    println!("{:<18}{:>4}{:>8}{:>7}", "type T", "T", "Option", "align");
    table! {
        Box<u64> => "Box<u64>",
        &u64 => "&u64",
        &mut u64 => "&mut u64",
        fn(u64) -> u64 => "fn(u64) -> u64",
        NonNull<u64> => "NonNull<u64>",
        NonZeroU32 => "NonZeroU32",
        NonZeroU64 => "NonZeroU64",
        &[u64] => "&[u64]",
        Vec<u64> => "Vec<u64>",
        String => "String",
        char => "char",
        bool => "bool",
    }
    println!("Option<Option<bool>>: {}", size_of::<Option<Option<bool>>>());
    let guaranteed = [
        (size_of::<Box<u64>>(), size_of::<Option<Box<u64>>>()),
        (size_of::<&u64>(), size_of::<Option<&u64>>()),
        (size_of::<&mut u64>(), size_of::<Option<&mut u64>>()),
        (size_of::<fn()>(), size_of::<Option<fn()>>()),
        (size_of::<NonNull<u64>>(), size_of::<Option<NonNull<u64>>>()),
        (size_of::<NonZeroU64>(), size_of::<Option<NonZeroU64>>()),
    ];
    let equal = guaranteed.iter().filter(|(plain, option)| plain == option).count();
    println!("guaranteed rows that are equal: {equal} of {}", guaranteed.len());
    println!("Option<char>: {}", size_of::<Option<char>>());
    println!("Option<u64>: {}", size_of::<Option<u64>>());
}
