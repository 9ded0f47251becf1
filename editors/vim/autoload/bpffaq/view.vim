" The answer window: what is written in it, and where each of its lines came from.

let s:name = 'bpffaq://answer'

" Draws an answer with one entry in full (none: -1), the others as headings.
function! bpffaq#view#show(answer, shown) abort
  if mode() !=# 'n' || getcmdwintype() !=# ''    " never under the fingers of someone who types
    return timer_start(100, {-> bpffaq#view#show(a:answer, a:shown)})
  endif
  let rows = s:rows(a:answer, a:shown)
  call s:open(len(rows))
  setlocal modifiable noreadonly
  silent call deletebufline('%', 1, '$')
  call setline(1, map(copy(rows), 'v:val[0]'))
  setlocal nomodifiable nomodified
  let [b:bpffaq_answer, b:bpffaq_places] = [a:answer, map(rows, 'v:val[1]')]
  call cursor(1, 1)
  call search('^# ', 'cW')
  redraw
  echo ''
  if exists('#User#BpfFaqShown')
    doautocmd <nomodeline> User BpfFaqShown
  endif
endfunction

" Opens another candidate in full: it comes first, the others stay below.
function! bpffaq#view#pick(index) abort
  let answer = b:bpffaq_answer
  call insert(answer.results, remove(answer.results, a:index))
  call bpffaq#view#show(answer, 0)
  return answer
endfunction

" Where the line under the cursor came from: file, line, url; candidate if Enter opens one.
function! bpffaq#view#place() abort
  return get(get(b:, 'bpffaq_places', []), line('.') - 1, {})
endfunction

" Goes to a window where a file can be opened without losing anything.
function! bpffaq#view#leave() abort
  wincmd p
  if bufname('%') ==# s:name || &buftype !=# '' || &previewwindow || &modified && !&hidden
    aboveleft split
  endif
endfunction

function! s:open(height) abort
  let buffer = bufadd(s:name)
  call setbufvar(buffer, '&buftype', 'nofile')
  call setbufvar(buffer, '&swapfile', 0)
  call setbufvar(buffer, '&bufhidden', 'hide')
  if bufwinid(buffer) != -1
    return win_gotoid(bufwinid(buffer))
  endif
  execute 'botright' min([a:height, &lines / 2]) . 'split'
  execute 'buffer' buffer
  setlocal filetype=bpffaq
endfunction

" ---- rows: pairs of a text and its place. What documents say never begins in the first column.

function! s:rows(answer, shown) abort
  let rows = [[bpffaq#harmless('? ' . a:answer.query), {}]] + s:remarks(a:answer)
  let rows += empty(a:answer.results) ? [] : [['', {}]]
  if a:shown >= 0
    let rows += s:entry(a:answer.results[a:shown])
  endif
  if len(a:answer.results) > a:shown + 1
    let rows += a:shown < 0 ? [] : [['', {}], ['Other entries', {}]]
    for index in range(a:shown + 1, len(a:answer.results) - 1)
      let rows += s:heading(a:answer.results[index], {'candidate': index})
    endfor
  endif
  return rows
endfunction

function! s:remarks(answer) abort
  let remarks = []
  if a:answer.status ==# 'not_covered'
    let remarks += ['the document does not cover this']
  elseif a:answer.status ==# 'closest'
    let remarks += ['no sure answer; these entries may help']
  else
    let remarks += [printf('%s confidence (%.0f %%)', a:answer.level, a:answer.confidence * 100)]
  endif
  for [typed, read] in items(get(a:answer, 'corrections', {}))
    let remarks += [printf('read "%s" as "%s"', typed, read)]
  endfor
  if !empty(get(a:answer, 'unmatched', []))
    let remarks += ['not found in the document: ' . join(a:answer.unmatched, ', ')]
  endif
  return map(remarks, {_, remark -> [bpffaq#harmless('- ' . remark), {}]})
endfunction

function! s:heading(result, more) abort
  let cited = a:result.citation
  let place = {'file': cited.file, 'line': cited.lines[0], 'url': cited.url}
  let lines = cited.lines[0] == cited.lines[1] ? cited.lines[0] : join(cited.lines, '-')
  return [[bpffaq#harmless('# ' . a:result.question), extend(copy(place), a:more)],
        \ [bpffaq#harmless(cited.file . ':' . lines), place]]
endfunction

function! s:entry(result) abort
  let rows = s:heading(a:result, {})
  let place = rows[1][1]
  let At = {line -> extend(copy(place), {'line': line})}
  if !empty(place.url)
    let rows += [[bpffaq#harmless(place.url), place]]
  endif
  let short = get(a:result, 'short_answer', {})
  if !empty(short)
    let rows += [['', {}]] + map(split(short.text, "\n"),
          \ {_, text -> [bpffaq#harmless('> ' . text), At(short.lines[0])]})
  endif
  let before = ''
  for block in a:result.blocks
    let rows += block.kind ==# before && before =~# 'bullet\|enumerated' ? [] : [['', {}]]
    let rows += s:block(block, At)
    let before = block.kind
  endfor
  let links = filter(copy(a:result.links), {_, link -> link.url =~? '^https\=:' && link.url !=# link.text})
  return rows + (empty(links) ? [] : [['', {}], ['Links', {}]]) + map(links, {_, link ->
        \ [bpffaq#harmless('  ' . link.text . '  ' . link.url), extend(copy(place), {'url': link.url})]})
endfunction

function! s:block(block, At) abort
  let depth = max([1, min([3, get(a:block, 'depth', 0)])])
  let label = get(a:block, 'label', '')
  let marks = {'bullet': '*', 'enumerated': label ==# '' ? '-' : label,
        \ 'note': (label ==# '' ? 'Note' : label) . ':'}
  let lead = repeat(' ', get({'code': 8, 'quote': 2 * depth + 2}, a:block.kind, 2 * depth))
  let lead .= has_key(marks, a:block.kind) ? marks[a:block.kind] . ' ' : ''
  let texts = split(a:block.text, "\n", 1)
  let follows = len(texts) == a:block.lines[1] - a:block.lines[0] + 1    " line by line, as code does
  return map(texts, {index, text -> [bpffaq#harmless((index ? substitute(lead, '\S', ' ', 'g') : lead) . text),
        \ a:At(a:block.lines[0] + (follows ? index : 0))]})
endfunction
