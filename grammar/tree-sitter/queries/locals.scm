(design) @local.scope
(block) @local.scope

(design (statement keyword: (name) (clause . (name) @local.definition)))
(route caller: (name) @local.reference)
(route callee: (name) @local.reference)
(clause (name) @local.reference)
