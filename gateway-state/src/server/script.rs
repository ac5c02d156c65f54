//! Each act that must not be interleaved with others is one script, which the server carries out as a whole.

use std::sync::LazyLock;

use redis::Script;

macro_rules! scripts {
    ($($name:ident $file:literal)*) => {
        $(pub(super) static $name: LazyLock<Script> =
            LazyLock::new(|| Script::new(include_str!(concat!("lua/", $file, ".lua"))));)*
    };
}

scripts! {
    AMOUNT "amount"
    COUNT "count"
    DECIDE "decide"
    END "end"
    ENTER "enter"
    ENTRIES "entries"
    GIVE_UP "give_up"
    KEEP "keep"
    OUTDATE "outdate"
    RECALL "recall"
    RESUME "resume"
    SET_LOG "set_log"
    TAKE "take"
    TELL "tell"
}
