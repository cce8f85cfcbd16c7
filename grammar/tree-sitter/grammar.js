// The design language for tree-sitter. `grammar/design.lark` is the grammar that designlint itself reads;
// a test parses every example by both and compares the trees.

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

const MARKS = "\\p{M}";
const NAME = new RegExp(`[\\p{L}_][\\p{L}\\p{N}_${MARKS}]*(?:[-.][\\p{L}\\p{N}_${MARKS}]+)*`);

export default grammar({
  name: "design",

  extras: ($) => [/[ \t\r\f\v\u00a0\ufeff]/, $.comment],

  word: ($) => $.name,

  rules: {
    design: ($) => seq(repeat($._end), optional($._statements)),

    _statements: ($) => seq($._statement, repeat(seq(repeat1($._end), $._statement)), repeat($._end)),

    _statement: ($) => choice($.statement, $.route),

    // `component api : service { ... }`: the first word says what it is.
    statement: ($) =>
      seq(field("keyword", $.name), optional($._clauses), optional(field("block", $.block))),

    // `a -> b, retries 2`: a relation, or a step of a flow.
    route: ($) =>
      seq(
        field("caller", $.name),
        repeat1(seq($.arrow, field("callee", $.name))),
        optional($._clauses),
        optional(field("block", $.block)),
      ),

    _clauses: ($) => choice(seq($.clause, repeat(seq($._comma, $.clause))), repeat1(seq($._comma, $.clause))),

    clause: ($) =>
      repeat1(
        choice($.name, $.string, $.long_string, $.number, $.unit, $.date, $.comparison, $.colon, $.range),
      ),

    block: ($) => seq("{", repeat($._end), optional($._statements), "}"),

    // A line that ends in a comma goes on.
    _comma: () => token(seq(",", repeat(choice(/[ \t\r\n]/, /#[^\n]*\n/)))),

    _end: () => choice("\n", ";"),

    name: () => NAME,
    number: () => token(prec(1, /-?\d[\d_]*(?:\.\d[\d_]*)?(?:\p{L}+|%)?(?:\/\p{L}+)?/)),
    unit: () => token(prec(2, /\p{L}+\/\p{L}+/)),
    date: () => token(prec(3, /\d{4}-\d\d-\d\d/)),
    string: ($) => seq('"', repeat(choice($.escape, token.immediate(prec(1, /[^"\\\n]+/)))), token.immediate('"')),
    escape: () => token.immediate(/\\[^\n]/),
    long_string: () => token(prec(2, seq('"""', /(?:[^"]|"[^"]|""[^"])*/, '"""'))),
    arrow: () => choice("->", "~>"),
    comparison: () => choice(">=", "<=", "==", ">", "<", "="),
    range: () => "..",
    colon: () => ":",
    comment: () => token(/#[^\n]*/),
  },
});
