" The conversation with `bpffaq serve`: a process for each command in use, which stays warm; a JSON-RPC message a line.

let s:servers = {}    " the processes, by their command as JSON
let s:pending = {}    " requests without a reply, by number
let s:last = 0        " the number of the last request

" Sends a request. Done gets its result, Failed one line that says why there is none.
function! bpffaq#server#request(method, params, Done, Failed) abort
  let s:last += 1
  let message = {'jsonrpc': '2.0', 'id': s:last, 'method': a:method, 'params': a:params}
  let s:pending[s:last] = {'text': json_encode(message) . "\n", 'tries': 0, 'Done': a:Done, 'Failed': a:Failed,
        \ 'argv': bpffaq#server#command(), 'own': exists('b:bpffaq_command')}
  call s:wait_for(s:last)
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
  let argv = bpffaq#server#command()
  let problem = s:unable(argv)
  if problem !=# ''
    return a:Done('', problem)
  endif
  call filter(argv, {_, word -> word !=# '--vectors'})  " it is for questions
  let argv = map(argv, {_, word -> word ==# 'serve' ? a:subcommand : word}) + a:options
  let [lines, heard] = [[], {'complaint': ''}]
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

" What is run for this buffer.
function! bpffaq#server#command() abort
  return copy(get(b:, 'bpffaq_command', get(g:, 'bpffaq_command', ['bpffaq', 'serve'])))
endfunction

" Ends the processes; the next question starts one again.
function! bpffaq#server#stop() abort
  for key in keys(s:servers)
    call s:stop(key)
  endfor
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
  let Complain = {line -> extend(a:heard, {'complaint': line =~# '\S' ? line : a:heard.complaint})}
  if has('nvim')
    let End = function('s:end_of_one', [{'open': 3}, a:Ended])
    return jobstart(a:argv, {'on_exit': {-> End()},
          \ 'on_stdout': function('s:assemble', [{'rest': '', 'End': End}, a:Line]),
          \ 'on_stderr': function('s:assemble', [{'rest': '', 'End': End}, Complain])})
  endif
  return job_start(a:argv, {'noblock': 1, 'close_cb': {-> a:Ended()},
        \ 'out_cb': {_, line -> a:Line(line)}, 'err_cb': {_, line -> Complain(line)}})
endfunction

" Neovim hands over pieces: the first goes on with the line begun before, the last is not yet complete.
function! s:assemble(begun, Line, job, pieces, event) abort
  if a:pieces ==# ['']    " the end
    if a:begun.rest !=# ''
      call a:Line(a:begun.rest)
    endif
    return a:begun.End()
  endif
  let a:begun.rest .= a:pieces[0]
  for piece in a:pieces[1:]
    let [line, a:begun.rest] = [a:begun.rest, piece]
    call a:Line(line)
  endfor
endfunction

" The process and both its streams end, in any order.
function! s:end_of_one(all, Ended) abort
  let a:all.open -= 1
  if !a:all.open
    call a:Ended()
  endif
endfunction

function! s:send(id) abort
  let request = s:pending[a:id]
  let key = json_encode(request.argv)
  let problem = has_key(s:servers, key) ? '' : s:unable(request.argv)
  if problem !=# ''
    return s:fail(a:id, problem)
  endif
  if !has_key(s:servers, key)
    call s:start(key, request)
  endif
  let request.tries += 1
  try
    call call(has('nvim') ? 'chansend' : 'ch_sendraw', [s:servers[key].job, request.text])
  catch /^Vim\%((\a\+)\)\=:E/
    " The process is gone and its end not yet told: s:ended() sends this again.
  endtry
endfunction

" Of the processes for g:bpffaq_command only the one for its present value is kept.
function! s:start(key, request) abort
  for old in a:request.own ? [] : filter(keys(s:servers), '!s:servers[v:val].own')
    call s:stop(old)
  endfor
  let server = {'complaint': '', 'key': a:key, 'own': a:request.own}
  let s:servers[a:key] = server
  let server.job = s:spawn(a:request.argv, {line -> s:hear(server, line)}, server, {-> s:ended(server)})
endfunction

function! s:stop(key) abort
  let server = remove(s:servers, a:key)
  call call(has('nvim') ? 'jobstop' : 'job_stop', [server.job])
  for id in s:owed(a:key)
    call s:fail(id, 'the program was stopped')
  endfor
endfunction

" The requests that a process has not answered, oldest first.
function! s:owed(key) abort
  return filter(sort(keys(s:pending), 'N'), {_, id -> json_encode(s:pending[id].argv) ==# a:key})
endfunction

function! s:hear(server, line) abort
  if get(s:servers, a:server.key, {}) isnot a:server || a:line !~# '\S'
    return
  endif
  try
    let message = json_decode(a:line)
    let id = has_key(message, 'method') ? get(message.params, 'id') : message.id
    if type(id) != v:t_number || id > s:last
      throw 'no reply to any request'
    endif
  catch
    return s:mistrust(a:server)
  endtry
  if !has_key(s:pending, id)
    return    " given up meanwhile
  elseif has_key(message, 'method')
    call s:wait_for(id)
    return bpffaq#progress(message.params.message)
  endif
  let request = s:settled(id)
  try
    if has_key(message, 'result')
      call request.Done(message.result)
    else
      call request.Failed(message.error.message)
    endif
  catch
    call bpffaq#say('answer: not understood (' . v:exception . '); is bpffaq up to date?')
  endtry
endfunction

" What came is no reply: whatever this program is, it is no server.
function! s:mistrust(server) abort
  call remove(s:servers, a:server.key)
  call call(has('nvim') ? 'jobstop' : 'job_stop', [a:server.job])
  for id in s:owed(a:server.key)
    call s:fail(id, 'g:bpffaq_command: no server of bpffaq; see :BpfFaqHealth')
  endfor
endfunction

" The server died. What it owed is asked once more of a new one, then given up.
function! s:ended(server) abort
  if get(s:servers, a:server.key, {}) isnot a:server || v:exiting isnot v:null
    return
  endif
  call remove(s:servers, a:server.key)
  for id in s:owed(a:server.key)
    if s:pending[id].tries < 2
      call s:send(id)
    else
      call s:fail(id, 'the program ended twice' . (a:server.complaint !=# '' ? ': ' . a:server.complaint : '; see :BpfFaqHealth'))
    endif
  endfor
endfunction

" ---- giving up

" The time begins anew whenever the server says how far it is.
function! s:wait_for(id) abort
  let request = s:pending[a:id]
  call timer_stop(get(request, 'timer', -1))
  let seconds = get(g:, 'bpffaq_timeout', 30)
  let request.timer = timer_start(float2nr(seconds * 1000), {-> s:late(a:id, seconds)})
endfunction

" The server is left alone: it may be busy, and what it does is not lost.
function! s:late(id, seconds) abort
  if has_key(s:pending, a:id)
    call s:fail(a:id, printf('no answer within %s s; ask again, or :BpfFaqStop ends the program', string(a:seconds)))
  endif
endfunction

function! s:settled(id) abort
  let request = remove(s:pending, a:id)
  call timer_stop(request.timer)
  return request
endfunction

function! s:fail(id, problem) abort
  call s:settled(a:id).Failed(a:problem)
endfunction
