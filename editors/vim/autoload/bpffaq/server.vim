" The conversation with `bpffaq serve`: one process that stays warm, a JSON-RPC message a line.

let s:server = {}     " the process; empty before the first request and after its end
let s:pending = {}    " requests without a reply, by number
let s:last = 0        " the number of the last request

" Sends a request. Done gets its result, Failed one line that says why there is none.
function! bpffaq#server#request(method, params, Done, Failed) abort
  let s:last += 1
  let message = {'jsonrpc': '2.0', 'id': s:last, 'method': a:method, 'params': a:params}
  let s:pending[s:last] = {'text': json_encode(message) . "\n", 'tries': 0, 'Done': a:Done, 'Failed': a:Failed}
  call s:send(s:last)
endfunction

" Waits until Ready() is true, for the places where an editor wants its answer at once.
function! bpffaq#server#wait(Ready, milliseconds) abort
  let start = reltime()
  while !a:Ready() && reltimefloat(reltime(start)) * 1000 < a:milliseconds
    sleep 2m
  endwhile
  return a:Ready()
endfunction

" Runs another command of the same program; Done gets its output and the last line of its complaints.
function! bpffaq#server#run(subcommand, options, Done) abort
  let argv = map(bpffaq#server#command(), {_, word -> word ==# 'serve' ? a:subcommand : word}) + a:options
  let [lines, heard] = [[], {'complaint': ''}]
  let problem = s:unable(argv)
  if problem !=# ''
    return a:Done('', problem)
  endif
  call s:spawn(argv, {line -> add(lines, line)}, heard, {-> a:Done(join(lines, "\n"), heard.complaint)})
endfunction

" Starts a program that is to outlive the editor.
function! bpffaq#server#detach(argv) abort
  if has('nvim')
    call jobstart(a:argv, {'detach': v:true})
  else
    call job_start(a:argv, {'stoponexit': '', 'in_io': 'null', 'out_io': 'null', 'err_io': 'null'})
  endif
endfunction

function! bpffaq#server#command() abort
  return copy(get(g:, 'bpffaq_command', ['bpffaq', 'serve']))
endfunction

" ---- the process

function! s:unable(argv) abort
  if !has('nvim') && !(has('job') && has('channel'))
    return 'this Vim lacks +job or +channel; install vim-nox or vim-gtk3'
  elseif type(a:argv) != v:t_list || empty(a:argv)
    return "g:bpffaq_command: not a list; set it like ['bpffaq', 'serve']"
  endif
  return executable(a:argv[0]) ? '' : a:argv[0] . ': not found; install bpffaq or set g:bpffaq_command'
endfunction

" Ended comes once, when the process is gone and all its output was read.
function! s:spawn(argv, Line, heard, Ended) abort
  let Complain = {line -> extend(a:heard, {'complaint': line})}
  if has('nvim')
    return jobstart(a:argv, {'on_exit': {-> a:Ended()},
          \ 'on_stdout': function('s:assemble', [{'rest': ''}, a:Line]),
          \ 'on_stderr': function('s:assemble', [{'rest': ''}, Complain])})
  endif
  return job_start(a:argv, {'noblock': 1, 'close_cb': {-> a:Ended()},
        \ 'out_cb': {_, line -> a:Line(line)}, 'err_cb': {_, line -> Complain(line)}})
endfunction

" Neovim hands over pieces: the first goes on with the line begun before, the last is not yet complete.
function! s:assemble(begun, Line, job, pieces, event) abort
  let a:begun.rest .= a:pieces[0]
  for piece in a:pieces[1:]
    let [line, a:begun.rest] = [a:begun.rest, piece]
    call a:Line(line)
  endfor
endfunction

function! s:send(id) abort
  let argv = bpffaq#server#command()
  let problem = empty(s:server) ? s:unable(argv) : ''
  if problem !=# ''
    return s:fail(a:id, problem)
  endif
  if empty(s:server)
    let server = {'complaint': ''}
    let s:server = server
    let server.job = s:spawn(argv, {line -> s:hear(server, line)}, server, {-> s:ended(server)})
  endif
  let s:pending[a:id].tries += 1
  try
    call call(has('nvim') ? 'chansend' : 'ch_sendraw', [s:server.job, s:pending[a:id].text])
  catch /^Vim\%((\a\+)\)\=:E/
    " The process is gone and its end not yet told: s:ended() sends this again.
  endtry
endfunction

function! s:hear(server, line) abort
  if s:server isnot a:server || a:line !~# '\S'
    return
  endif
  try
    let reply = json_decode(a:line)
    let request = remove(s:pending, reply.id)
  catch
    return s:mistrust(a:server)
  endtry
  try
    if has_key(reply, 'result')
      call request.Done(reply.result)
    else
      call request.Failed(reply.error.message)
    endif
  catch
    call bpffaq#say('answer: not understood (' . v:exception . '); is bpffaq up to date?')
  endtry
endfunction

" What came is no reply: whatever this program is, it is no server.
function! s:mistrust(server) abort
  let s:server = {}
  call call(has('nvim') ? 'jobstop' : 'job_stop', [a:server.job])
  for id in keys(s:pending)
    call s:fail(id, 'g:bpffaq_command: no server of bpffaq; see :BpfFaqHealth')
  endfor
endfunction

" The server died. What it owed is asked once more of a new one, then given up.
function! s:ended(server) abort
  if s:server isnot a:server || v:exiting isnot v:null
    return
  endif
  let s:server = {}
  for id in sort(keys(s:pending), 'N')
    if s:pending[id].tries < 2
      call s:send(id)
    else
      call s:fail(id, a:server.complaint !=# '' ? a:server.complaint : 'the server ended without an answer; see :BpfFaqHealth')
    endif
  endfor
endfunction

function! s:fail(id, problem) abort
  call remove(s:pending, a:id).Failed(a:problem)
endfunction
