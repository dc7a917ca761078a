-module(record_field_undefined).
-export([f/0]).
-record(person, {name, age}).
f() -> X = #person{nmae = 1}, X#person.ages.
