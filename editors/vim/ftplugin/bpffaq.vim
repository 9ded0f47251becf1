" Keys and options of the answer window.  See :help bpffaq-keys

if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal wrap linebreak breakindent breakindentopt=list:-1
let &l:formatlistpat = '^\%(> \|\s*\%(\*\|-\|\w\{1,4}[.)]\) \)'
setlocal nolist nonumber norelativenumber nospell colorcolumn= foldcolumn=0

nnoremap <buffer> <silent> <CR> :<C-U>call bpffaq#enter()<CR>
nnoremap <buffer> <silent> <2-LeftMouse> :<C-U>call bpffaq#enter()<CR>
nnoremap <buffer> <silent> gf :<C-U>call bpffaq#source()<CR>
nnoremap <buffer> <silent> gx :<C-U>call bpffaq#browse()<CR>
nnoremap <buffer> <silent> ]] :<C-U>call search('^# ', 'W')<CR>
nnoremap <buffer> <silent> [[ :<C-U>call search('^# ', 'bW')<CR>
nnoremap <buffer> a :<C-U>BpfFaq<Space>
nnoremap <buffer> <silent> <BS> :<C-U>call bpffaq#back()<CR>
nnoremap <buffer> <silent> s :<C-U>call bpffaq#select()<CR>
nnoremap <buffer> <silent> q :<C-U>call bpffaq#view#quit()<CR>

let b:undo_ftplugin = 'setlocal wrap< linebreak< breakindent< breakindentopt< formatlistpat< list< number< relativenumber< spell< colorcolumn< foldcolumn<'
      \ . ' | mapclear <buffer>'
