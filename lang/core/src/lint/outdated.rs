//! Calls of functions that OTP 25 has deprecated or removed, and what to call in their place.

use std::collections::HashSet;

use swerl_syntax::ast::{self, Expr, ExprKind};
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::Span;

use super::Checker;

/// `module:name/arity`, where `_` stands for any name or arity, and what to use.
const DEPRECATED: [(&str, &str); 28] = [
    ("erlang:now/0", "erlang:monotonic_time/0, erlang:system_time/0 or erlang:unique_integer/0"),
    ("erlang:phash/2", "erlang:phash2/2"),
    ("calendar:local_time_to_universal_time/1", "calendar:local_time_to_universal_time_dst/1"),
    ("code:is_module_native/1", ""),
    ("code:rehash/0", ""),
    ("crypto:crypto_dyn_iv_init/3", ""),
    ("crypto:crypto_dyn_iv_update/3", ""),
    ("crypto:rand_uniform/2", "rand:uniform/1"),
    ("gen_fsm:_/_", "gen_statem"),
    ("http_uri:decode/1", "uri_string:unquote/1"),
    ("http_uri:encode/1", "uri_string:quote/1"),
    ("queue:lait/1", "queue:liat/1"),
    ("random:_/_", "rand"),
    ("slave:_/_", "peer"),
    ("sys:get_debug/3", "sys:get_log/1"),
    ("zlib:adler32/2", "erlang:adler32/1"),
    ("zlib:adler32/3", "erlang:adler32/2"),
    ("zlib:adler32_combine/4", "erlang:adler32_combine/3"),
    ("zlib:crc32/1", "erlang:crc32/1"),
    ("zlib:crc32/2", "erlang:crc32/1"),
    ("zlib:crc32/3", "erlang:crc32/2"),
    ("zlib:crc32_combine/4", "erlang:crc32_combine/3"),
    ("zlib:getBufSize/1", ""),
    ("zlib:inflateChunk/1", "zlib:safeInflate/2"),
    ("zlib:inflateChunk/2", "zlib:safeInflate/2"),
    ("zlib:setBufSize/2", ""),
    ("disk_log:accessible_logs/0", "disk_log:all/0"),
    ("net:ping/1", "net_adm:ping/1"),
];

const REMOVED: [(&str, &str); 26] = [
    ("erlang:get_stacktrace/0", "'catch Class:Reason:Stack'"),
    ("erlang:hash/2", "erlang:phash2/2"),
    ("http_uri:parse/1", "uri_string:parse/1"),
    ("http_uri:parse/2", "uri_string:parse/1"),
    ("http_uri:scheme_defaults/0", ""),
    ("pg2:_/_", "pg"),
    ("filename:find_src/_", "filelib:find_source/1"),
    ("filename:safe_relative_path/1", "filelib:safe_relative_path/2"),
    ("erl_lint:modify_line/2", "erl_parse:map_anno/2"),
    ("erl_parse:get_attribute/2", "erl_anno"),
    ("erl_parse:get_attributes/1", "erl_anno"),
    ("erl_parse:set_line/2", "erl_anno:set_line/2"),
    ("erl_scan:attributes_info/_", "erl_anno"),
    ("erl_scan:set_attribute/3", "erl_anno:set_line/2"),
    ("erl_scan:token_info/_", "erl_scan:category/1, column/1, line/1, location/1, symbol/1 or text/1"),
    ("crypto:block_decrypt/3", "crypto:crypto_one_time/4"),
    ("crypto:block_decrypt/4", "crypto:crypto_one_time/5"),
    ("crypto:block_encrypt/3", "crypto:crypto_one_time/4"),
    ("crypto:block_encrypt/4", "crypto:crypto_one_time/5"),
    ("crypto:cmac/3", "crypto:mac/4"),
    ("crypto:cmac/4", "crypto:macN/5"),
    ("crypto:hmac/3", "crypto:mac/4"),
    ("crypto:hmac/4", "crypto:macN/5"),
    ("crypto:stream_init/_", "crypto:crypto_init/4"),
    ("crypto:stream_encrypt/2", "crypto:crypto_update/2"),
    ("crypto:stream_decrypt/2", "crypto:crypto_update/2"),
];

/// The entry for a function.
fn find(table: &'static [(&str, &str)], module: &str, name: &str, arity: usize) -> Option<&'static str> {
    let fits = |pattern: &str| {
        let Some((module_part, rest)) = pattern.split_once(':') else { return false };
        let Some((name_part, arity_part)) = rest.rsplit_once('/') else { return false };
        module_part == module
            && (name_part == "_" || name_part == name)
            && (arity_part == "_" || arity_part.parse() == Ok(arity))
    };
    table.iter().find(|(pattern, _)| fits(pattern)).map(|(_, instead)| *instead)
}

impl Checker<'_> {
    /// Warns of a call of `module:name/arity` that OTP advises against, or no longer has.
    pub(super) fn outdated(&mut self, span: Span, module: &str, name: &str, arity: usize) {
        let (instead, what) = if let Some(instead) = find(&REMOVED, module, name, arity) {
            if self.is_off("nowarn_removed") {
                return;
            }
            (instead, "removed")
        } else if let Some(instead) = find(&DEPRECATED, module, name, arity) {
            let off = self.is_off("nowarn_deprecated_function");
            if off || self.facts.may_be_deprecated.contains(&format!("{module}:{name}/{arity}")) {
                return;
            }
            (instead, "deprecated")
        } else {
            return;
        };
        let mut warning = Diagnostic::warning(span, format!("{module}:{name}/{arity} is {what}"));
        if !instead.is_empty() {
            warning = warning.with_help(format!("use {instead}"));
        }
        self.diagnostics.push(warning);
    }
}

/// The functions in `{nowarn_deprecated_function, {m, f, a}}`, or a list of such, as `m:f/a`.
pub fn named_functions(value: &Expr) -> HashSet<String> {
    let one = |expr: &Expr| match &expr.kind {
        ExprKind::Tuple(parts) => match parts.iter().map(|part| &part.kind).collect::<Vec<_>>()[..] {
            [ExprKind::Atom(module), ExprKind::Atom(name), ExprKind::Integer(arity)] => {
                Some(format!("{module}:{name}/{arity}"))
            }
            _ => None,
        },
        _ => None,
    };
    match &value.kind {
        ast::ExprKind::List { elements, .. } => elements.iter().filter_map(one).collect(),
        _ => one(value).into_iter().collect(),
    }
}
