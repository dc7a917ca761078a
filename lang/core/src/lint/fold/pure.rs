//! Which functions have no effect beside their value or failure, and which cannot even fail: OTP's lists
//! (`erl_bifs`).

use std::collections::HashSet;
use std::sync::OnceLock;

const PURE: &str = "*/2 +/1 +/2 ++/2 -/1 -/2 --/2 //2 and/2 band/2 bnot/1 bor/2 bsl/2 bsr/2 bxor/2 div/2 not/1 or/2 \
    rem/2 xor/2 abs/1 atom_to_binary/1 atom_to_binary/2 atom_to_list/1 binary_part/2 binary_part/3 binary_to_atom/1 \
    binary_to_atom/2 binary_to_float/1 binary_to_integer/1 binary_to_list/1 binary_to_list/3 bit_size/1 byte_size/1 \
    ceil/1 element/2 float/1 float_to_list/1 float_to_binary/1 floor/1 hd/1 integer_to_binary/1 integer_to_list/1 \
    is_function/2 is_map_key/2 is_record/2 is_record/3 length/1 list_to_atom/1 list_to_binary/1 list_to_float/1 \
    list_to_integer/1 list_to_integer/2 list_to_pid/1 list_to_tuple/1 make_fun/3 map_get/2 pid_to_list/1 round/1 \
    setelement/3 size/1 split_binary/2 tl/1 trunc/1 tuple_size/1 tuple_to_list/1";

const SAFE: &str = "/=/2 </2 =/=/2 =:=/2 =</2 ==/2 >/2 >=/2 date/0 get/0 get/1 get_cookie/0 get_keys/1 \
    group_leader/0 is_alive/0 is_atom/1 is_boolean/1 is_binary/1 is_bitstring/1 is_float/1 is_function/1 is_integer/1 \
    is_list/1 is_map/1 is_number/1 is_pid/1 is_port/1 is_reference/1 is_tuple/1 make_ref/0 max/2 min/2 node/0 nodes/0 \
    ports/0 pre_loaded/0 processes/0 registered/0 self/0 term_to_binary/1 time/0";

const OTHER_PURE: &str = "lists:append/2 lists:subtract/2 maps:get/2 maps:is_key/2 maps:new/0 math:acos/1 math:acosh/1 \
    math:asin/1 math:asinh/1 math:atan/1 math:atan2/2 math:atanh/1 math:ceil/1 math:cos/1 math:cosh/1 math:erf/1 \
    math:erfc/1 math:exp/1 math:floor/1 math:fmod/2 math:log/1 math:log2/1 math:log10/1 math:pow/2 math:sin/1 \
    math:sinh/1 math:sqrt/1 math:tan/1 math:tanh/1 math:pi/0";

/// What a call can do beside giving a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purity {
    /// Nothing.
    Safe,
    /// Fail.
    Pure,
    Other,
}

fn table(
    cell: &'static OnceLock<HashSet<&'static str>>,
    list: &'static str,
) -> &'static HashSet<&'static str> {
    cell.get_or_init(|| list.split_whitespace().collect())
}

pub fn purity(module: &str, name: &str, arity: usize) -> Purity {
    static PURE_TABLE: OnceLock<HashSet<&str>> = OnceLock::new();
    static SAFE_TABLE: OnceLock<HashSet<&str>> = OnceLock::new();
    static OTHER_TABLE: OnceLock<HashSet<&str>> = OnceLock::new();
    let local = format!("{name}/{arity}");
    if module != "erlang" {
        let known = table(&OTHER_TABLE, OTHER_PURE).contains(format!("{module}:{local}").as_str());
        return if known { Purity::Pure } else { Purity::Other };
    }
    if table(&SAFE_TABLE, SAFE).contains(local.as_str()) {
        Purity::Safe
    } else if table(&PURE_TABLE, PURE).contains(local.as_str()) {
        Purity::Pure
    } else {
        Purity::Other
    }
}
