" Syntax of the answer window. The plugin's own marks stand in the first column, the document's text never does.

if exists('b:current_syntax')
  finish
endif

syntax match bpffaqUrl 'https\?://[^[:space:]<>"]*[^[:space:]<>".,:;!?)]'
syntax match bpffaqMail '<\?[[:alnum:]._+-]\+@[[:alnum:].-]\+\.\a\+>\?'
syntax match bpffaqCode '^ \{8}.*'
syntax match bpffaqMark '^ \+\zs\%(\*\|-\|Note:\|Warning:\|\w\{1,4}[.)]\)\ze '
syntax match bpffaqQuery '^? .*'
syntax match bpffaqRemark '^- .*'
syntax match bpffaqHeading '^# .*'
syntax match bpffaqShort '^> .*' contains=bpffaqUrl,bpffaqMail
syntax match bpffaqCitation '^[^?#>[:space:]-].*:\d\+\%(-\d\+\)\?\%(  as of \S\+\)\?$'
syntax match bpffaqTitle '^\%(Links\|Other entries\)$'

highlight default link bpffaqUrl Underlined
highlight default link bpffaqMail Identifier
highlight default link bpffaqCode String
highlight default link bpffaqMark Special
highlight default link bpffaqQuery Comment
highlight default link bpffaqRemark Comment
highlight default link bpffaqHeading Title
highlight default link bpffaqShort Statement
highlight default link bpffaqCitation Directory
highlight default link bpffaqTitle PreProc

let b:current_syntax = 'bpffaq'
