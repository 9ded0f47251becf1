" bpffaq: questions to a FAQ, answered with its own words and an exact citation.  See :help bpffaq

if exists('g:loaded_bpffaq')
  finish
endif
let g:loaded_bpffaq = 1

command! -nargs=* -range -complete=customlist,bpffaq#complete BpfFaq
      \ call bpffaq#ask(<q-args>, <range>, <line1>, <line2>)
command! -nargs=? BpfFaqList call bpffaq#list(<q-args>)
command! -bar BpfFaqNew call bpffaq#forget()
command! -bar BpfFaqStop call bpffaq#server#stop()
command! -bar BpfFaqHealth call bpffaq#health#show()
