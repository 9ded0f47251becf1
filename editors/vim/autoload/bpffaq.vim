" What the commands and the keys of the answer window do.

let s:talks = {}    " by command: turns (the conversation so far, oldest first), sources (by cited file)

" ---- asking

function! bpffaq#ask(words, range, first, last) abort
  let words = v:count ? substitute(a:words, '^' . v:count . '\s\+', '', '') : a:words    " 2K is K
  let question = words =~# '\S' ? words : a:range ? s:selection(a:first, a:last) : s:word()
  let question = join(split(question))
  if question ==# ''
    return bpffaq#say('no question: type one or put the cursor on a word')
  elseif strchars(question) > 4000
    return bpffaq#say('question: over 4000 characters; select the question alone')
  endif
  call bpffaq#progress('asking...')
  let talk = s:talk()
  call bpffaq#server#request('faq/search', {'query': question, 'context': talk.turns, 'progress': v:true},
        \ {answer -> s:answered(question, answer, talk)}, function('bpffaq#say'))
endfunction

" The entries with a word, or all.
function! bpffaq#list(word) abort
  let talk = s:talk()
  call bpffaq#server#request('faq/list', a:word ==# '' ? {} : {'word': a:word},
        \ {listing -> s:listed(a:word, listing, talk)}, function('bpffaq#say'))
endfunction

function! bpffaq#forget() abort
  for talk in values(s:talks)
    let talk.turns = []
  endfor
endfunction

function! s:talk() abort
  let command = bpffaq#server#command()
  let key = json_encode(command)
  if !has_key(s:talks, key)
    let s:talks[key] = {'command': command, 'turns': [], 'sources': {}}
  endif
  let s:talks[key].own = exists('b:bpffaq_command')
  return s:talks[key]
endfunction

function! s:answered(question, answer, talk) abort
  let id = a:answer.status ==# 'answered' ? a:answer.results[0].id : ''
  let turns = a:talk.turns + [{'query': a:question, 'id': id}]
  let a:talk.turns = turns[max([0, len(turns) - 10]) :]
  call s:show(a:answer, a:answer.status ==# 'answered' ? 0 : -1, a:talk)
endfunction

function! s:listed(word, listing, talk) abort
  if has_key(a:listing, 'reading') && empty(a:listing.entries)
    return bpffaq#say(a:listing.reading.message . '; try again in a while')
  endif
  let query = a:word ==# '' ? 'all entries' : 'entries with "' . a:word . '"'
  let answer = {'query': query, 'status': 'list', 'results': a:listing.entries}
  if has_key(a:listing, 'reading')
    let answer.notices = [a:listing.reading.message]
  endif
  call s:show(answer, -1, a:talk)
endfunction

function! s:show(answer, shown, talk) abort
  call bpffaq#view#show(a:answer, a:shown,
        \ {'command': a:talk.command, 'own': a:talk.own, 'talk': a:talk, 'turns': copy(a:talk.turns)})
endfunction

" The word under the cursor, with hyphens, dots and slashes where nothing else is in it (bpf-next).
function! s:word() abort
  let whole = substitute(expand('<cWORD>'), '^[^[:alnum:]_]\+\|[^[:alnum:]_]\+$', '', 'g')
  let word = expand('<cword>')
  return word ==# '' || whole =~# '^[[:alnum:]_]\+\%([-./][[:alnum:]_]\+\)*$' ? whole : word
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
  return has_key(place, 'candidate') ? bpffaq#open(place.candidate) : bpffaq#source()
endfunction

" Opens another entry of the answer in full: it comes first, the others stay below.
function! bpffaq#open(index) abort
  let view = bpffaq#view#now()
  let entry = view.answer.results[a:index]
  if has_key(entry, 'blocks')
    return s:opened(view, a:index, entry)
  endif
  call bpffaq#server#request('faq/show', {'id': entry.id},
        \ {whole -> s:opened(view, a:index, whole)}, function('bpffaq#say'))
endfunction

function! s:opened(view, index, entry) abort
  let answer = copy(a:view.answer)
  let answer.results = copy(answer.results)
  call remove(answer.results, a:index)
  call insert(answer.results, a:entry)
  let turns = a:view.talk.turns
  if !empty(turns) && turns[-1].query ==# answer.query
    let a:view.talk.turns = turns[:-2] + [{'query': answer.query, 'id': a:entry.id}]
  endif
  call s:show(answer, 0, a:view.talk)
endfunction

" Back to what was shown before; the conversation goes on from there.
function! bpffaq#back() abort
  let view = bpffaq#view#back()
  if empty(view)
    return bpffaq#say('nothing was shown before')
  endif
  let view.talk.turns = copy(view.turns)
endfunction

" The other entries in a menu: vim.ui.select in Neovim, a popup in Vim.
function! bpffaq#select() abort
  let view = bpffaq#view#now()
  let others = range(view.shown + 1, len(view.answer.results) - 1)
  let titles = map(copy(others), {_, index -> bpffaq#harmless(view.answer.results[index].question)})
  if empty(others)
    call bpffaq#say('there are no other entries')
  elseif has('nvim')
    call luaeval('require("bpffaq").select(_A[1], _A[2])', [titles, others])
  else
    call popup_menu(titles, {'title': ' Entry ', 'maxheight': &lines / 2,
          \ 'callback': {_, picked -> picked > 0 ? bpffaq#open(others[picked - 1]) : 0}})
  endif
endfunction

function! bpffaq#source() abort
  let place = bpffaq#view#place()
  if !has_key(place, 'file')
    return bpffaq#say('no citation here; put the cursor on an entry')
  endif
  let talk = s:talk()
  if has_key(talk.sources, place.file)
    return s:jump(talk, talk.sources[place.file], place.line)
  endif
  call bpffaq#server#run('sources', ['--json'], {text, problem -> s:located(talk, place, text, problem)})
endfunction

function! s:located(talk, place, text, problem) abort
  try
    for source in json_decode(a:text).sources
      let a:talk.sources[source.file] = source
    endfor
  catch
    return bpffaq#say(a:problem !=# '' ? a:problem : 'sources: not understood; is bpffaq up to date?')
  endtry
  call s:jump(a:talk, get(a:talk.sources, a:place.file, {'path': a:place.file}), a:place.line)
endfunction

" Where a source lies. The bytes of its file: address may be any: a name need not be UTF-8.
function! bpffaq#path(source) abort
  if !has_key(a:source, 'uri')
    return a:source.path
  endif
  let path = substitute(a:source.uri, '^file://', '', '')
  let path = substitute(path, '%\(\x\x\)', {found -> eval('"\x' . found[1] . '"')}, 'g')
  return has('win32') ? substitute(path, '^/\ze\a:', '', '') : path
endfunction

" What came with the program is opened read-only.
function! s:jump(talk, source, line) abort
  let path = bpffaq#path(a:source)
  if !filereadable(path)
    let a:talk.sources = {}
    return bpffaq#say(path . ': cannot be read; see :BpfFaqHealth')
  endif
  call bpffaq#view#leave()
  execute get(a:source, 'origin', '') ==# 'bundled' ? 'view' : 'edit' '+' . a:line fnameescape(path)
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
  let text = s:line(a:text)
  redraw
  echohl WarningMsg
  echomsg text
  echohl None
endfunction

" The same, but nothing to be remembered.
function! bpffaq#progress(text) abort
  redraw
  echo s:line(a:text)
endfunction

function! s:line(text) abort
  let text = 'bpffaq: ' . substitute(bpffaq#harmless(a:text), '^bpffaq: ', '', '')
  return strchars(text) <= v:echospace ? text : strcharpart(text, 0, v:echospace - 3) . '...'
endfunction

" Text from outside, fit to be shown on one line: harmful characters are replaced, tabs stay.
function! bpffaq#harmless(text) abort
  return substitute(a:text, g:bpffaq#characters#harmful, "\ufffd", 'g')
endfunction
