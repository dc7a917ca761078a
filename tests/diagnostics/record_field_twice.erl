-module(record_field_twice).
-export([f/0]).
-record(person, {name, age}).
f() -> #person{name = 1, name = 2}.
