-module(unused_record_and_import).
-export([f/0]).
-record(r, {a}).
-import(lists, [map/2]).
f() -> ok.
