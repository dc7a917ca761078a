maybe(else) -> {maybe, else}.
