-module(uppercase_function_name).
-export([f/0]).
f() -> 1.
Foo() -> 2.
