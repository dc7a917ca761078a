-module(record_info_of_variable).
-export([f/0]).
-record(r, {a}).
f() -> R = r, record_info(fields, R), #r{}.
