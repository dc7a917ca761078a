-module(nested_boolean_guards).
-export([main/0]).

main() -> io:format("~w~n", [[{A, B, t(A, B)} || A <- [1, x, []], B <- [1, 2.0, y]]]).

t(A, B) when (is_integer(A) andalso is_integer(B)) orelse (is_atom(A) andalso not is_number(B)) -> one;
t(A, B) when is_integer(A), B > 1.5, B < y; A =:= [] andalso (B =:= 1 orelse B =:= y) -> two;
t(A, _) when A == 1 xor is_list(A) -> three;
t(_, _) -> none.
