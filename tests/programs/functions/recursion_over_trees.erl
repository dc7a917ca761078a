-module(recursion_over_trees).
-export([main/0]).

main() ->
    T = {'+', {'*', 2, x}, {'-', 10, {'/', x, 2}}},
    io:format("~s~n", [show(T)]),
    io:format("~p~n", [eval(T, [{x, 4}])]),
    io:format("~s~n", [show(simplify({'+', {'*', 1, x}, {'*', 0, y}}))]),
    io:format("~s~n", [show(simplify(derive({'*', x, {'+', x, 3}}, x)))]),
    io:format("~p~n", [vars(T)]).

show({Op, A, B}) -> ["(", show(A), " ", atom_to_list(Op), " ", show(B), ")"];
show(A) when is_atom(A) -> atom_to_list(A);
show(N) -> integer_to_list(N).
eval({'+', A, B}, E) -> eval(A, E) + eval(B, E);
eval({'-', A, B}, E) -> eval(A, E) - eval(B, E);
eval({'*', A, B}, E) -> eval(A, E) * eval(B, E);
eval({'/', A, B}, E) -> eval(A, E) div eval(B, E);
eval(A, E) when is_atom(A) -> {_, V} = lists:keyfind(A, 1, E), V;
eval(N, _) -> N.
simplify({Op, A, B}) -> simp({Op, simplify(A), simplify(B)});
simplify(X) -> X.
simp({'*', 0, _}) -> 0; simp({'*', _, 0}) -> 0;
simp({'*', 1, X}) -> X; simp({'*', X, 1}) -> X;
simp({'+', 0, X}) -> X; simp({'+', X, 0}) -> X;
simp({'+', A, B}) when is_integer(A), is_integer(B) -> A + B;
simp(X) -> X.
derive({'+', A, B}, X) -> {'+', derive(A, X), derive(B, X)};
derive({'*', A, B}, X) -> {'+', {'*', derive(A, X), B}, {'*', A, derive(B, X)}};
derive(X, X) -> 1;
derive(_, _) -> 0.
vars({_, A, B}) -> lists:usort(vars(A) ++ vars(B));
vars(A) when is_atom(A) -> [A];
vars(_) -> [].
