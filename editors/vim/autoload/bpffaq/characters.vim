" The harmful characters. Made by tests/record_characters.py of the program's own list: do not edit.

" Joiners are let pass within a word that is not ASCII: Persian and emoji need them.
let bpffaq#characters#harmful = '\%#=2[\x01-\x08\x0b-\x1f\x7f-\u009f\u00ad\u061c\u180e\u200b\u200e-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\x0a]\|[^\x01-\x7f[:space:]\x01-\x08\x0b-\x1f\x7f-\u009f\u00ad\u061c\u180e\u200b\u200e-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\x0a\u200c\u200d]\@1<![\u200c\u200d]\|[\u200c\u200d]\%([^\x01-\x7f[:space:]\x01-\x08\x0b-\x1f\x7f-\u009f\u00ad\u061c\u180e\u200b\u200e-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\x0a\u200c\u200d]\)\@!'
