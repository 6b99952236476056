use std::cell::RefCell;
use std::rc::{Rc, Weak};

struct Guard(&'static str);

impl Drop for Guard {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

struct Parent {
    child: RefCell<Option<Rc<Child>>>,
    _guard: Guard,
}

struct Child {
    strong: RefCell<Option<Rc<Parent>>>,
    weak: RefCell<Weak<Parent>>,
}

// --8<-- [start:family]
fn family(name: &'static str, leak: bool) -> Weak<Parent> {
    let child = Rc::new(Child {
        strong: RefCell::new(None),
        weak: RefCell::new(Weak::new()),
    });
    let parent = Rc::new(Parent {
        child: RefCell::new(Some(child.clone())),
        _guard: Guard(name),
    });
    if leak {
        *child.strong.borrow_mut() = Some(parent.clone()); // (1)!
    } else {
        *child.weak.borrow_mut() = Rc::downgrade(&parent); // (2)!
    }
    Rc::downgrade(&parent)
} // both handles are dropped here
// --8<-- [end:family]

fn main() {
    let _first = Guard("first local");
    let _second = Guard("second local");
    let leaked = family("parent with a strong cycle", true);
    println!("strong cycle, still alive: {}", leaked.upgrade().is_some());
    let freed = family("parent with a weak reference", false);
    println!("weak back reference, still alive: {}", freed.upgrade().is_some());
    if let Some(parent) = leaked.upgrade() {
        let held = parent.child.borrow();
        let child = held.as_ref().unwrap();
        assert!(child.strong.borrow().is_some());
        assert!(child.weak.borrow().upgrade().is_none());
    }
    println!("end of main");
}
