//! Functions that are called before their version can be.

use crate::bench::Bench;

const HEAD: &str = "-export([value/0, tell/1]).\n-on_load(init/0).\n\
    tell(Value) -> io:put_chars(lists:flatten(io_lib:format(\"on_load ~p\", [Value]))).\n";

fn body(init: &str, value: u32) -> String {
    format!("{HEAD}init() -> {init}.\nvalue() -> {value}.\n")
}

#[test]
fn only_ok_lets_a_version_be_loaded() {
    let bench = Bench::new();
    let nothing = "{'EXIT', {Reason, _}} = (catch loads_only_ok:value()), tell(Reason), ok";
    bench.load("loads_only_ok", &body(nothing, 1));
    bench.wait_for("on_load undef");
    assert_eq!(bench.call("loads_only_ok", "value"), "1");
    // The one before is called while the next one is not there yet.
    bench.load("loads_only_ok", &body("tell(loads_only_ok:value()), ok", 2));
    bench.wait_for("on_load 1");
    assert_eq!(bench.call("loads_only_ok", "value"), "2");
    let refused = bench.reject("loads_only_ok", &body("{no, \"reason\"}", 3));
    assert_eq!(refused.diagnostics[0].message, "the on_load function returned {no,\"reason\"}");
    assert_eq!(bench.call("loads_only_ok", "value"), "2");
    let refused = bench.reject("loads_only_ok", &body("exit(bad)", 4));
    assert_eq!(refused.diagnostics[0].message, "the on_load function returned bad");
    let refused = bench.reject("loads_only_ok", &body("error(bad)", 5));
    let message = &refused.diagnostics[0].message;
    assert!(
        message.contains("{bad,[{loads_only_ok,init,0,[{file,\"loads_only_ok.erl\"},{line,5}]}"),
        "{message}"
    );
    assert_eq!(bench.call("loads_only_ok", "value"), "2");
    // A text that was refused is tried again.
    bench.reject("loads_only_ok", &body("exit(bad)", 4));
    let loaded = bench.load("loads_only_ok", &body("ok", 6));
    assert_eq!((loaded.previous, bench.call("loads_only_ok", "value").as_str()), (Some(2), "6"));
}

#[test]
fn a_refused_version_stays_as_long_as_a_process_runs_it() {
    let bench = Bench::new();
    bench.reject(
        "loads_refused",
        "-on_load(init/0).\n\
         init() -> Owner = self(), spawn(fun() -> wait(Owner) end), refused.\n\
         wait(Owner) ->\n\
             Monitor = monitor(process, Owner),\n\
             receive {'DOWN', Monitor, _, _, _} -> ok end,\n\
             receive after 300 -> io:put_chars(last(\"refused\")) end.\n\
         last(Text) -> Text ++ \" and running\".\n",
    );
    bench.settle();
    bench.wait_for("refused and running");
    bench.wait_resident("loads_refused", &[]);
}
