" What the commands and the keys of the answer window do.

let s:turns = []    " the conversation so far, oldest first: what was asked, the id of what answered it
let s:paths = {}    " where the cited files lie: what `bpffaq sources --json` says

" ---- asking

function! bpffaq#ask(words, range, first, last) abort
  let question = a:words =~# '\S' ? a:words : a:range ? s:selection(a:first, a:last) : expand('<cword>')
  let question = join(split(question))
  if question ==# ''
    return bpffaq#say('no question: type one or put the cursor on a word')
  elseif strchars(question) > 4000
    return bpffaq#say('question: over 4000 characters; select the question alone')
  endif
  echo 'bpffaq: asking...'
  call bpffaq#server#request('faq/search', {'query': question, 'context': s:turns},
        \ {answer -> s:answered(question, answer)}, function('bpffaq#say'))
endfunction

function! bpffaq#forget() abort
  let s:turns = []
endfunction

function! s:answered(question, answer) abort
  let id = a:answer.status ==# 'answered' ? a:answer.results[0].id : ''
  let s:turns += [{'query': a:question, 'id': id}]
  let s:turns = s:turns[max([0, len(s:turns) - 10]) :]
  call bpffaq#view#show(a:answer, a:answer.status ==# 'answered' ? 0 : -1)
endfunction

" The selected text, to the column where characters were selected; whole lines otherwise.
function! s:selection(first, last) abort
  let lines = getline(a:first, a:last)
  if visualmode() ==# 'v' && [a:first, a:last] == [line("'<"), line("'>")]
    let end = col("'>") - 1
    let lines[-1] = strpart(lines[-1], 0, end) . (&selection ==# 'exclusive' ? '' : matchstr(lines[-1], '.', end))
    let lines[0] = strpart(lines[0], col("'<") - 1)
  endif
  return join(lines)
endfunction

" The questions that begin with what is typed. The command line replaces only the last word of it,
" so each question is given from that word on.
function! bpffaq#complete(lead, line, position) abort
  let typed = substitute(strpart(a:line, 0, a:position), '^.\{-}BpfFaq\s*', '', '')
  let reply = {}
  call bpffaq#server#request('faq/complete', {'prefix': typed},
        \ {result -> extend(reply, result)}, {problem -> extend(reply, {'items': []})})
  call bpffaq#server#wait({-> !empty(reply)}, 200)
  let questions = map(copy(get(reply, 'items', [])), {_, item -> bpffaq#harmless(item.text)})
  call filter(questions, {_, question -> stridx(tolower(question), tolower(typed)) == 0})
  return map(questions, {_, question -> strpart(question, strlen(typed) - strlen(a:lead))})
endfunction

" ---- in the answer window

" Enter: another entry is opened, everything else leads to the line of the source it came from.
function! bpffaq#enter() abort
  let place = bpffaq#view#place()
  if !has_key(place, 'candidate')
    return bpffaq#source()
  endif
  let answer = bpffaq#view#pick(place.candidate)
  if !empty(s:turns) && s:turns[-1].query ==# answer.query
    let s:turns[-1].id = answer.results[0].id
  endif
endfunction

function! bpffaq#source() abort
  let place = bpffaq#view#place()
  if !has_key(place, 'file')
    return bpffaq#say('no citation here; put the cursor on an entry')
  elseif has_key(s:paths, place.file)
    return s:jump(s:paths[place.file], place.line)
  endif
  call bpffaq#server#run('sources', ['--json'], {text, problem -> s:located(place, text, problem)})
endfunction

function! s:located(place, text, problem) abort
  try
    for source in json_decode(a:text).sources
      let s:paths[source.file] = source.path
    endfor
  catch
    return bpffaq#say(a:problem !=# '' ? a:problem : 'sources: not understood; is bpffaq up to date?')
  endtry
  call s:jump(get(s:paths, a:place.file, a:place.file), a:place.line)
endfunction

function! s:jump(path, line) abort
  if !filereadable(a:path)
    let s:paths = {}
    return bpffaq#say(a:path . ': cannot be read; see :BpfFaqHealth')
  endif
  call bpffaq#view#leave()
  execute 'edit' '+' . a:line fnameescape(a:path)
  normal! zvzz
endfunction

" Opens the web address under the cursor, or else that of the link or entry on the line.
function! bpffaq#browse() abort
  let url = matchstr(expand('<cWORD>'), '\chttps\?://[^[:space:]<>"''`]*[^[:space:]<>"''`.,:;!?)]')
  let url = url !=# '' ? url : get(bpffaq#view#place(), 'url', '')
  let browser = get(g:, 'bpffaq_browser', filter(['xdg-open', 'open', 'wslview', 'explorer'], 'executable(v:val)')[:0])
  if url !~? '^https\?://[^[:space:][:cntrl:]]\+$'
    return bpffaq#say('no web address here')
  elseif empty(browser) || !executable(browser[0])
    return bpffaq#say('g:bpffaq_browser: ' . get(browser, 0, 'nothing') . ' cannot be run; set another program')
  endif
  call bpffaq#server#detach(browser + [url])
endfunction

" ---- what is said

" One line, never a prompt to press Enter.
function! bpffaq#say(text) abort
  let text = 'bpffaq: ' . substitute(bpffaq#harmless(a:text), '^bpffaq: ', '', '')
  redraw
  echohl WarningMsg
  echomsg strchars(text) <= v:echospace ? text : strcharpart(text, 0, v:echospace - 3) . '...'
  echohl None
endfunction

" Text from outside, fit to be shown: control characters (not tabs) and unseen marks are replaced.
function! bpffaq#harmless(text) abort
  return substitute(a:text, '[\x01-\x08\x0a-\x1f\x7f\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f]', "\ufffd", 'g')
endfunction
