" The answer window: what is written in it, where each of its lines came from, what was shown before.

let s:name = 'bpffaq://answer'
let s:whole = 12    " lines up to which a text is not preceded by its short answer: that is marked within it
let s:views = []    " what was shown, newest last: answer, shown (which entry in full, none: -1), and who asked

" Shows an answer with one entry in full (none: -1), the others as headings. More is kept with the view.
function! bpffaq#view#show(answer, shown, more) abort
  if mode() !=# 'n' || getcmdwintype() !=# ''    " never under the fingers of someone who types
    return timer_start(100, {-> bpffaq#view#show(a:answer, a:shown, a:more)})
  endif
  call add(s:views, extend({'answer': a:answer, 'shown': a:shown}, a:more))
  let s:views = s:views[max([0, len(s:views) - 20]) :]
  call s:draw(s:views[-1])
endfunction

" Shows again what was shown before; returns that view, nothing where there is none.
function! bpffaq#view#back() abort
  if len(s:views) < 2
    return {}
  endif
  call remove(s:views, -1)
  call s:draw(s:views[-1])
  return s:views[-1]
endfunction

" What is shown now.
function! bpffaq#view#now() abort
  return empty(s:views) ? {} : s:views[-1]
endfunction

" Where the line under the cursor came from: file, line, url; candidate if Enter opens one.
function! bpffaq#view#place() abort
  return get(get(b:, 'bpffaq_places', []), line('.') - 1, {})
endfunction

" Goes to a window where a file can be opened without losing anything.
function! bpffaq#view#leave() abort
  if s:floats()
    close
  else
    wincmd p
  endif
  if bufname('%') ==# s:name || &buftype !=# '' || &previewwindow || &modified && !&hidden
    aboveleft split
  endif
endfunction

" Closes the window; of a lone one only the buffer is left.
function! bpffaq#view#quit() abort
  if winnr('$') > 1 || tabpagenr('$') > 1
    close
  elseif bufnr('#') > 0 && bufnr('#') != bufnr('%') && bufloaded(bufnr('#'))
    buffer #
  else
    enew
  endif
endfunction

function! s:draw(view) abort
  let rows = s:rows(a:view.answer, a:view.shown)
  call s:open(len(rows))
  setlocal modifiable noreadonly
  silent call deletebufline('%', 1, '$')
  call setline(1, map(copy(rows), 'v:val[0]'))
  setlocal nomodifiable nomodified
  let b:bpffaq_places = map(rows, 'v:val[1]')
  unlet! b:bpffaq_command
  if a:view.own
    let b:bpffaq_command = a:view.command    " of the buffer that asked
  endif
  call cursor(1, 1)
  call search('^# ', 'cW')
  redraw
  echo ''
  if exists('#User#BpfFaqShown')
    doautocmd <nomodeline> User BpfFaqShown
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
  if has('nvim') && get(g:, 'bpffaq_float', 0)
    call s:float(buffer, a:height)
  else
    execute 'botright' min([a:height, &lines / 2]) . 'split'
    execute 'buffer' buffer
  endif
  setlocal filetype=bpffaq
endfunction

function! s:float(buffer, height) abort
  let width = max([20, min([84, &columns - 4])])
  let height = max([5, min([a:height, &lines * 3 / 4])])
  call nvim_open_win(a:buffer, v:true, {'relative': 'editor', 'border': 'rounded', 'width': width, 'height': height,
        \ 'row': (&lines - height) / 2 - 1, 'col': (&columns - width) / 2})
endfunction

function! s:floats() abort
  return has('nvim') && nvim_win_get_config(0).relative !=# ''
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
  if a:answer.status ==# 'list'
    let remarks += [len(a:answer.results) . (len(a:answer.results) == 1 ? ' entry' : ' entries')]
  elseif a:answer.status ==# 'not_covered'
    let remarks += ['the document does not cover this']
  elseif a:answer.status ==# 'closest'
    let remarks += ['no sure answer; these entries may help']
  else
    let remarks += [printf('%s confidence (%.0f %%)', a:answer.level, a:answer.confidence * 100)]
  endif
  if type(get(a:answer, 'taken_with')) == v:t_string
    let remarks += ['taken with: ' . a:answer.taken_with]
  endif
  for [typed, read] in items(get(a:answer, 'corrections', {}))
    let remarks += [printf('read "%s" as "%s"', typed, read)]
  endfor
  if !empty(get(a:answer, 'unmatched', []))
    let remarks += ['not found in the document: ' . join(a:answer.unmatched, ', ')]
  endif
  let remarks += get(a:answer, 'notices', [])
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
  let blank = [['', place]]
  let At = {line -> extend(copy(place), {'line': line})}
  let rows[1][0] .= empty(get(a:result.citation, 'as_of')) ? '' : bpffaq#harmless('  as of ' . a:result.citation.as_of)
  if !empty(place.url)
    let rows += [[bpffaq#harmless(place.url), place]]
  endif
  let changed = get(a:result.citation, 'changed')
  if !empty(changed)
    let rows += [[bpffaq#harmless('- ' . changed.revision . ' says this differently'), extend(copy(place), {'url': changed.url})]]
  endif
  let short = get(a:result, 'short_answer', {})
  let spans = empty(short) ? {} : s:spans(a:result.blocks, short)
  let text = s:text(a:result.blocks, spans, At, blank)
  if !empty(short) && (empty(spans) || s:height(text) > s:whole)
    let rows += blank + map(split(short.text, "\n"),
          \ {_, text -> [bpffaq#harmless('> ' . text), At(short.lines[0])]})
  endif
  let rows += text
  let links = filter(copy(a:result.links), {_, link -> link.url =~? '^https\=:' && link.url !=# link.text})
  return rows + (empty(links) ? [] : blank + [['Links', place]]) + map(links, {_, link ->
        \ [bpffaq#harmless('  ' . link.text . '  ' . link.url), extend(copy(place), {'url': link.url})]})
endfunction

" The blocks of an entry, what answers marked.
function! s:text(blocks, spans, At, blank) abort
  let rows = []
  let before = ''
  for index in range(len(a:blocks))
    let block = a:blocks[index]
    let rows += block.kind ==# before && before =~# 'bullet\|enumerated' ? [] : a:blank
    let rows += s:block(block, get(a:spans, index, [0, 0]), a:At)
    let before = block.kind
  endfor
  return rows
endfunction

" Where the short answer stands: first and last byte by block, in whole words; nothing where a piece is not found.
function! s:spans(blocks, short) abort
  let spans = {}
  let index = 0
  let from = 0
  for piece in split(a:short.text, "\n")
    while index < len(a:blocks) && s:find(a:blocks[index], piece, from, a:short.lines) < 0
      let index += 1
      let from = 0
    endwhile
    if index == len(a:blocks)
      return {}
    endif
    let text = a:blocks[index].text
    let first = s:find(a:blocks[index], piece, from, a:short.lines)
    let begun = match(strpart(text, 0, first), '[^[:space:]]*$')
    let from = matchend(text, '[^[:space:]]*', first + strlen(piece))
    let spans[index] = [get(spans, index, [begun])[0], from]
  endfor
  return spans
endfunction

function! s:find(block, piece, from, lines) abort
  return a:block.lines[1] < a:lines[0] || a:block.lines[0] > a:lines[1] ? -1 : stridx(a:block.text, a:piece, a:from)
endfunction

" The lines that rows take in a window of 80 columns.
function! s:height(rows) abort
  let height = 0
  for [text, _] in a:rows
    let height += 1 + max([0, strdisplaywidth(text) - 1]) / 80
  endfor
  return height
endfunction

" A row for each line of a block; for what answers one of its own, with a mark in the first column.
function! s:block(block, span, At) abort
  let depth = max([1, min([3, get(a:block, 'depth', 0)])])
  let label = get(a:block, 'label', '')
  let marks = {'bullet': '*', 'enumerated': label ==# '' ? '-' : label,
        \ 'note': (label ==# '' ? 'Note' : label) . ':'}
  let lead = repeat(' ', get({'code': 8, 'quote': 2 * depth + 2}, a:block.kind, 2 * depth))
  let lead .= has_key(marks, a:block.kind) ? marks[a:block.kind] . ' ' : ''
  let texts = split(a:block.text, "\n", 1)
  let follows = len(texts) == a:block.lines[1] - a:block.lines[0] + 1    " line by line, as code does
  let rows = []
  let start = 0
  for index in range(len(texts))
    for [text, marked] in s:parts(texts[index], a:span[0] - start, a:span[1] - start, a:block.kind)
      let place = a:At(a:block.lines[0] + (follows ? index : 0))
      let rows += [[bpffaq#harmless((marked ? '>' . lead[1:] : lead) . text), place]]
      let lead = substitute(lead, '\S', ' ', 'g')
    endfor
    let start += strlen(texts[index]) + 1
  endfor
  return rows
endfunction

" A line in up to three parts, that from the first to the last byte marked; lines of code stay whole.
function! s:parts(text, first, last, kind) abort
  if a:first >= strlen(a:text) || a:last <= 0
    return [[a:text, 0]]
  elseif a:kind ==# 'code' || a:kind ==# 'table'
    return [[a:text, 1]]
  endif
  let first = max([0, a:first])
  let parts = [[strpart(a:text, 0, first), 0], [strpart(a:text, first, a:last - first), 1], [strpart(a:text, a:last), 0]]
  call map(parts, {_, part -> [substitute(part[0], '^\s\+\|\s\+$', '', 'g'), part[1]]})
  return filter(parts, {_, part -> part[0] !=# ''})
endfunction
