(comment) @comment
(string) @string
(long_string) @string
(escape) @string.escape
(number) @number
(unit) @number
(date) @number
(arrow) @operator
(comparison) @operator
(range) @operator
(colon) @punctuation.delimiter
"{" @punctuation.bracket
"}" @punctuation.bracket

; What is declared begins a statement of the file itself; what begins one in a block is a property.
(design (statement keyword: (name) @keyword))
(block (statement keyword: (name) @property))
((statement keyword: (name) @keyword)
  (#any-of? @keyword "component" "flow" "data" "api" "option" "require" "expect" "zone" "region" "host"))

; `component api : service`: a name, and the kind behind the colon.
(statement keyword: (name) (clause . (name) @type.definition . (colon) . (name) @type))
(design (statement keyword: (name) (clause . (name) @type.definition)))

(route caller: (name) @variable)
(route callee: (name) @variable)
(clause (name) @variable)

; The words of a step.
((clause (name) @keyword)
  (#any-of? @keyword "reads" "writes" "deletes" "on" "miss" "of" "optional" "or" "else" "from" "parallel"))
