" What works and what does not: pairs of a level (ok, warn, error) and a line.

function! bpffaq#health#report() abort
  let report = [has('nvim') || has('job') && has('channel')
        \ ? ['ok', has('nvim') ? 'Neovim has jobs' : 'Vim has +job and +channel']
        \ : ['error', 'this Vim lacks +job or +channel; install vim-nox or vim-gtk3']]
  let [release, problem] = s:output('--version', [])
  let report += problem !=# '' ? [['error', problem]] : [['ok', release . ' (' . join(bpffaq#server#command()) . ')']]
  let report += problem !=# '' ? [] : s:server() + s:sources()
  let browser = get(g:, 'bpffaq_browser', ['xdg-open', 'open', 'wslview', 'explorer'])
  let able = filter(copy(browser), 'executable(v:val)')
  let report += empty(able) ? [['warn', 'gx: no browser found; set g:bpffaq_browser']] : [['ok', 'gx: ' . able[0]]]
  return map(report, {_, row -> [row[0], bpffaq#harmless(row[1])]})
endfunction

function! bpffaq#health#show() abort
  for [level, text] in bpffaq#health#report()
    echomsg printf('%-5s %s', level, text)
  endfor
endfunction

" The output of a command of bpffaq, waited for: a health check may.
function! s:output(subcommand, options) abort
  let seen = []
  call bpffaq#server#run(a:subcommand, a:options, {text, problem -> extend(seen, [text, problem])})
  call bpffaq#server#wait({-> !empty(seen)}, 10000)
  return empty(seen) ? ['', 'no answer within 10 s: ' . join(bpffaq#server#command())]
        \ : seen[0] !=# '' ? [seen[0], ''] : ['', seen[1] !=# '' ? seen[1] : 'no output from ' . bpffaq#server#command()[0]]
endfunction

function! s:server() abort
  let seen = []
  call bpffaq#server#request('faq/list', {},
        \ {result -> add(seen, ['ok', 'the server answers: ' . len(result.entries) . ' entries'])},
        \ {problem -> add(seen, ['error', problem])})
  call bpffaq#server#wait({-> !empty(seen)}, 10000)
  return empty(seen) ? [['error', 'the server does not answer within 10 s']] : seen
endfunction

function! s:sources() abort
  let [text, problem] = s:output('sources', ['--json'])
  try
    return map(json_decode(text).sources, {_, source -> filereadable(bpffaq#path(source))
          \ ? ['ok', 'source: ' . bpffaq#path(source)] : ['error', bpffaq#path(source) . ': cannot be read']})
  catch
    return [['error', problem !=# '' ? problem : 'sources: not understood; is bpffaq up to date?']]
  endtry
endfunction
