//! The built-in functions of module `erlang` that the compiler knows by name: which ones are
//! imported automatically, which ones may stand in a guard. The lists are those of OTP 25
//! (`erl_internal`).

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::ir::{Compare, TypeTest};

/// Imported automatically since before R14: a call that a local definition makes ambiguous is an
/// error.
const OLD_AUTO_IMPORTED: &str = "abs/1 apply/2 apply/3 atom_to_binary/2 atom_to_list/1 \
    binary_to_atom/2 binary_to_existing_atom/2 binary_to_list/1 binary_to_list/3 binary_to_term/1 \
    bit_size/1 bitstring_to_list/1 byte_size/1 check_process_code/2 date/0 delete_module/1 \
    disconnect_node/1 element/2 erase/0 erase/1 exit/1 exit/2 float/1 float_to_list/1 \
    garbage_collect/0 garbage_collect/1 get/0 get/1 get_keys/1 group_leader/0 group_leader/2 \
    halt/0 halt/1 hd/1 integer_to_list/1 iolist_size/1 iolist_to_binary/1 is_alive/0 is_atom/1 \
    is_binary/1 is_bitstring/1 is_boolean/1 is_float/1 is_function/1 is_function/2 is_integer/1 \
    is_list/1 is_number/1 is_pid/1 is_port/1 is_process_alive/1 is_record/2 is_record/3 \
    is_reference/1 is_tuple/1 length/1 link/1 list_to_atom/1 list_to_binary/1 \
    list_to_bitstring/1 list_to_existing_atom/1 list_to_float/1 list_to_integer/1 list_to_pid/1 \
    list_to_tuple/1 load_module/2 make_ref/0 module_loaded/1 monitor_node/2 node/0 node/1 nodes/0 \
    nodes/1 now/0 open_port/2 pid_to_list/1 port_close/1 port_command/2 port_connect/2 \
    port_control/3 pre_loaded/0 process_flag/2 process_flag/3 process_info/1 process_info/2 \
    processes/0 purge_module/1 put/2 register/2 registered/0 round/1 self/0 setelement/3 size/1 \
    spawn/1 spawn/2 spawn/3 spawn/4 spawn_link/1 spawn_link/2 spawn_link/3 spawn_link/4 \
    spawn_monitor/1 spawn_monitor/3 spawn_opt/2 spawn_opt/3 spawn_opt/4 spawn_opt/5 \
    split_binary/2 statistics/1 term_to_binary/1 term_to_binary/2 throw/1 time/0 tl/1 trunc/1 \
    tuple_size/1 tuple_to_list/1 unlink/1 unregister/1 whereis/1";

/// Imported automatically since R14 or later: a local definition wins, with a warning.
const NEW_AUTO_IMPORTED: &str = "alias/0 alias/1 atom_to_binary/1 binary_part/2 binary_part/3 \
    binary_to_atom/1 binary_to_existing_atom/1 binary_to_float/1 binary_to_integer/1 \
    binary_to_integer/2 binary_to_term/2 ceil/1 check_old_code/1 check_process_code/3 demonitor/1 \
    demonitor/2 error/1 error/2 error/3 float_to_binary/1 float_to_binary/2 float_to_list/2 \
    floor/1 garbage_collect/2 get_keys/0 halt/2 integer_to_binary/1 integer_to_binary/2 \
    integer_to_list/2 is_map/1 is_map_key/2 list_to_integer/2 list_to_port/1 list_to_ref/1 \
    map_get/2 map_size/1 max/2 min/2 monitor/2 monitor/3 nodes/2 port_command/3 port_to_list/1 \
    ref_to_list/1 spawn_monitor/2 spawn_monitor/4 spawn_request/1 spawn_request/2 \
    spawn_request/3 spawn_request/4 spawn_request/5 spawn_request_abandon/1 term_to_iovec/1 \
    term_to_iovec/2 unalias/1";

/// Legal in guards. All of them are without effect.
const GUARD: &str = "abs/1 binary_part/2 binary_part/3 bit_size/1 byte_size/1 ceil/1 element/2 \
    float/1 floor/1 hd/1 is_atom/1 is_binary/1 is_bitstring/1 is_boolean/1 is_float/1 \
    is_function/1 is_function/2 is_integer/1 is_list/1 is_map/1 is_map_key/2 is_number/1 is_pid/1 \
    is_port/1 is_record/2 is_record/3 is_reference/1 is_tuple/1 length/1 map_get/2 map_size/1 \
    node/0 node/1 round/1 self/0 size/1 tl/1 trunc/1 tuple_size/1";

/// Operators that are legal in guards; as functions of `erlang` they are the same thing.
const GUARD_OPERATORS: &str = "+/1 -/1 +/2 -/2 */2 //2 div/2 rem/2 band/2 bor/2 bxor/2 bnot/1 \
    bsl/2 bsr/2 not/1 and/2 or/2 xor/2 ==/2 /=/2 =:=/2 =/=/2 </2 =</2 >/2 >=/2";

/// The value of a key of a map, for patterns: the key, then the map.
pub const MAP_GET: &str = "$map_get";

/// Operations on maps that only the compiler calls: no source can write a call of them that is taken
/// for one. With a map, a key and a value, or with a map and a tuple of keys and values in turn.
/// The first puts, the second replaces what must be there.
pub const MAP_PUT: &str = "$map_put";
pub const MAP_UPDATE: &str = "$map_update";

/// Makes a bitstring of a constant that describes the elements (see `core::lower::binaries`) and a
/// tuple of their values.
pub const BITS_NEW: &str = "$bits_new";

/// In the description of an element, beside its kind: these bits are constant, and the size says how many they are.
pub const BITS_CONSTANT: i64 = 8;

/// Operations of bit patterns. All of them take the bitstring and the position, counted in bits,
/// from where they read, and fail where too little is left.
///
/// With the number of bits and flags ([`BITS_SIGNED`], [`BITS_LITTLE`]): the number.
pub const BITS_INTEGER: &str = "$bits_integer";
pub const BITS_FLOAT: &str = "$bits_float";
/// With the number of bits: those bits; the position after them.
pub const BITS_PART: &str = "$bits_part";
pub const BITS_SKIP: &str = "$bits_skip";
/// With a unit that what is left must be a multiple of: what is left; `true`.
pub const BITS_REST: &str = "$bits_rest";
pub const BITS_WHOLE: &str = "$bits_whole";
/// With a constant bitstring that must stand there: the position after it.
pub const BITS_LITERAL: &str = "$bits_literal";
/// With the bits of a unit of the encoding (8, 16, 32) and flags: the character.
pub const BITS_UTF: &str = "$bits_utf";
/// Whether nothing is left.
pub const BITS_END: &str = "$bits_end";
/// Of a size and a unit: the number of bits; fails where there is no such number.
pub const BITS_SPAN: &str = "$bits_span";
/// Of a character and the bits of a unit of the encoding: how many bits it takes.
pub const BITS_UTF_WIDTH: &str = "$bits_utf_width";

/// Flags of numbers in bitstrings.
pub const BITS_SIGNED: i64 = 1;
pub const BITS_LITTLE: i64 = 2;

type Table = HashSet<(&'static str, u32)>;

fn parse(list: &'static str) -> Table {
    list.split_whitespace()
        .filter_map(|entry| entry.rsplit_once('/'))
        .filter_map(|(name, arity)| Some((name, arity.parse().ok()?)))
        .collect()
}

/// Whether `name/arity` of `erlang` may be called without a module.
pub fn is_auto_imported(name: &str, arity: u32) -> bool {
    static NEW: OnceLock<Table> = OnceLock::new();
    is_old_auto_imported(name, arity) || NEW.get_or_init(|| parse(NEW_AUTO_IMPORTED)).contains(&(name, arity))
}

/// Whether `name/arity` has been imported automatically since before R14.
pub fn is_old_auto_imported(name: &str, arity: u32) -> bool {
    static OLD: OnceLock<Table> = OnceLock::new();
    OLD.get_or_init(|| parse(OLD_AUTO_IMPORTED)).contains(&(name, arity))
}

fn guard_table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| parse(GUARD))
}

/// Whether `erlang:name/arity` is a function (no operator) that is legal in a guard.
pub fn is_guard_function(name: &str, arity: u32) -> bool {
    guard_table().contains(&(name, arity))
}

/// The functions (no operators) that are legal in a guard, in no order.
pub fn guard_functions() -> impl Iterator<Item = (&'static str, u32)> {
    guard_table().iter().copied()
}

/// Whether `erlang:name/arity` is an operator that is legal in a guard.
pub fn is_guard_operator(name: &str, arity: u32) -> bool {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| parse(GUARD_OPERATORS)).contains(&(name, arity))
}

/// Whether a call of `erlang:name/arity` has no effect beside its value or its failure.
pub fn is_pure(name: &str, arity: u32) -> bool {
    is_guard_function(name, arity) || is_guard_operator(name, arity)
}

/// The test that `name/1` is, for the type tests of one argument.
pub fn type_test(name: &str, arity: u32) -> Option<TypeTest> {
    if arity != 1 {
        return None;
    }
    Some(match name {
        "is_atom" => TypeTest::Atom,
        "is_binary" => TypeTest::Binary,
        "is_bitstring" => TypeTest::Bitstring,
        "is_boolean" => TypeTest::Boolean,
        "is_float" => TypeTest::Float,
        "is_function" => TypeTest::Function,
        "is_integer" => TypeTest::Integer,
        "is_list" => TypeTest::List,
        "is_map" => TypeTest::Map,
        "is_number" => TypeTest::Number,
        "is_pid" => TypeTest::Pid,
        "is_port" => TypeTest::Port,
        "is_reference" => TypeTest::Reference,
        "is_tuple" => TypeTest::Tuple,
        _ => return None,
    })
}

/// Whether the operands of an operator, which may fail, may change places.
pub fn is_commutative(name: &str) -> bool {
    matches!(name, "+" | "*" | "band" | "bor" | "bxor" | "and" | "or" | "xor")
}

/// The name of the function that makes a type test.
pub fn type_test_name(test: TypeTest) -> &'static str {
    match test {
        TypeTest::Atom => "is_atom",
        TypeTest::Binary => "is_binary",
        TypeTest::Bitstring => "is_bitstring",
        TypeTest::Boolean => "is_boolean",
        TypeTest::Float => "is_float",
        TypeTest::Function => "is_function",
        TypeTest::Integer => "is_integer",
        TypeTest::List => "is_list",
        TypeTest::Map => "is_map",
        TypeTest::Number => "is_number",
        TypeTest::Pid => "is_pid",
        TypeTest::Port => "is_port",
        TypeTest::Reference => "is_reference",
        TypeTest::Tuple => "is_tuple",
    }
}

/// The modern name of a type test from before R12 (`atom(X)` for `is_atom(X)`), which is legal as
/// a whole guard test only.
pub fn obsolete_type_test(name: &str, arity: u32) -> Option<&'static str> {
    Some(match (name, arity) {
        ("atom", 1) => "is_atom",
        ("binary", 1) => "is_binary",
        ("float", 1) => "is_float",
        ("function", 1) => "is_function",
        ("integer", 1) => "is_integer",
        ("list", 1) => "is_list",
        ("number", 1) => "is_number",
        ("pid", 1) => "is_pid",
        ("port", 1) => "is_port",
        ("reference", 1) => "is_reference",
        ("tuple", 1) => "is_tuple",
        _ => return None,
    })
}

/// The comparison that an operator's name stands for.
pub fn comparison(name: &str) -> Option<Compare> {
    Some(match name {
        "==" => Compare::Eq,
        "/=" => Compare::Ne,
        "=:=" => Compare::ExactEq,
        "=/=" => Compare::ExactNe,
        "<" => Compare::Lt,
        "=<" => Compare::Le,
        ">" => Compare::Gt,
        ">=" => Compare::Ge,
        _ => return None,
    })
}

/// An operator's name, as the function of `erlang` is called.
pub fn comparison_name(compare: Compare) -> &'static str {
    match compare {
        Compare::Eq => "==",
        Compare::Ne => "/=",
        Compare::ExactEq => "=:=",
        Compare::ExactNe => "=/=",
        Compare::Lt => "<",
        Compare::Le => "=<",
        Compare::Gt => ">",
        Compare::Ge => ">=",
    }
}

/// Whether `erlang:name/arity` gives `true` or `false` for whatever arguments, and never fails.
pub fn is_total_test(name: &str, arity: u32) -> bool {
    type_test(name, arity).is_some() || (arity == 2 && comparison(name).is_some())
}
