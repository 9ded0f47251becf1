# fish completion of bpffaq, made by python -m tests.record_shell
complete -c bpffaq -f
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -a search -d 'answer one question'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -a list -d 'list every entry, or those with a word: question, id, section, lines'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -a show -d 'show one entry in full'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -a browse -d 'look through the table of contents: type to search, Enter opens an entry, Escape leads to a session'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -a serve -d 'answer requests on stdin, for editor plugins'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -a mcp -d 'serve tools for agents over the Model Context Protocol'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -a eval -d 'measure the engine on files of questions'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -a index -d 'build or refresh the index; say where it is and what it holds'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -a sources -d 'show the documents in use, where they come from and how fresh they are'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -a diff -d 'compare two revisions of a document by question'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -a check -d 'report what is wrong in knowledge files and their documents; exit status 1 if anything is'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -a unanswered -d 'list the questions that were refused or turned down, if they are kept'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l source -d 'an RST file or a directory to answer from; can be repeated (default: in a kernel tree its own copy, else the bundled document)' -r -F
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l revision -d 'answer from this revision of the bundled document: bundled, linux-6.12' -x
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l tree-docs -d 'in a kernel tree, also answer from the documents that the FAQ refers to'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l vectors -d 'also find answers by sentence vectors; needs the extra: pip install \'bpffaq[vectors]\''
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l limit -d 'show at most N results (default: 5)' -x
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l color -d 'colour: auto, always or never (default: auto)' -x -a 'auto always never'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l width -d 'columns to draw for (default: the terminal\'s)' -x
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l pager -d 'the program that shows long answers (default: $PAGER, else less)' -x
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l no-pager -d 'never open the pager'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l no-history -d 'do not keep a history of questions'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l keys -d 'edit the prompt with emacs or vi keys (default: those of readline)' -x -a 'emacs vi'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l vi -d 'the same as --keys vi'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l short -d 'print only the short answer, file and line, and address'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l full -d 'print long answers in full; with --json every result in full'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l ids -d 'print the ids of the other candidates'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l explain -d 'explain the answer: matched words, fields, synonyms, margin'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l url -d 'print only the web address of the entry'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l open -d 'open the web address of the entry in the browser'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l edit -d 'open the entry\'s source line in $VISUAL or $EDITOR'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l json -d 'print JSON'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l alternates -d 'with --json, include curated alternate questions'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l verbose -d 'also print the parser\'s messages about the documents; sources and index also say what was carried over from knowledge files'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l help -d 'print help'
complete -c bpffaq -n "not __fish_seen_subcommand_from search list show browse serve mcp eval index sources diff check unanswered" -l version -d 'print the version'
complete -c bpffaq -n "__fish_seen_subcommand_from search" -l short -d 'print only the short answer, file and line, and address'
complete -c bpffaq -n "__fish_seen_subcommand_from search" -l full -d 'print long answers in full; with --json every result in full'
complete -c bpffaq -n "__fish_seen_subcommand_from search" -l ids -d 'print the ids of the other candidates'
complete -c bpffaq -n "__fish_seen_subcommand_from search" -l explain -d 'explain the answer: matched words, fields, synonyms, margin'
complete -c bpffaq -n "__fish_seen_subcommand_from search" -l url -d 'print only the web address of the entry'
complete -c bpffaq -n "__fish_seen_subcommand_from search" -l open -d 'open the web address of the entry in the browser'
complete -c bpffaq -n "__fish_seen_subcommand_from search" -l edit -d 'open the entry\'s source line in $VISUAL or $EDITOR'
complete -c bpffaq -n "__fish_seen_subcommand_from search" -l limit -d 'show at most N results (default: 5)' -x
complete -c bpffaq -n "__fish_seen_subcommand_from search" -l json -d 'print JSON'
complete -c bpffaq -n "__fish_seen_subcommand_from search" -l alternates -d 'with --json, include curated alternate questions'
complete -c bpffaq -n "__fish_seen_subcommand_from search" -l color -d 'colour: auto, always or never (default: auto)' -x -a 'auto always never'
complete -c bpffaq -n "__fish_seen_subcommand_from search" -l width -d 'columns to draw for (default: the terminal\'s)' -x
complete -c bpffaq -n "__fish_seen_subcommand_from search" -l source -d 'an RST file or a directory to answer from; can be repeated (default: in a kernel tree its own copy, else the bundled document)' -r -F
complete -c bpffaq -n "__fish_seen_subcommand_from search" -l revision -d 'answer from this revision of the bundled document: bundled, linux-6.12' -x
complete -c bpffaq -n "__fish_seen_subcommand_from search" -l tree-docs -d 'in a kernel tree, also answer from the documents that the FAQ refers to'
complete -c bpffaq -n "__fish_seen_subcommand_from search" -l verbose -d 'also print the parser\'s messages about the documents; sources and index also say what was carried over from knowledge files'
complete -c bpffaq -n "__fish_seen_subcommand_from search" -l vectors -d 'also find answers by sentence vectors; needs the extra: pip install \'bpffaq[vectors]\''
complete -c bpffaq -n "__fish_seen_subcommand_from search" -l help -d 'print help'
complete -c bpffaq -n "__fish_seen_subcommand_from list" -l tsv -d 'print fields with tabs between them: id, question, section, file, lines'
complete -c bpffaq -n "__fish_seen_subcommand_from list" -l json -d 'print JSON'
complete -c bpffaq -n "__fish_seen_subcommand_from list" -l color -d 'colour: auto, always or never (default: auto)' -x -a 'auto always never'
complete -c bpffaq -n "__fish_seen_subcommand_from list" -l width -d 'columns to draw for (default: the terminal\'s)' -x
complete -c bpffaq -n "__fish_seen_subcommand_from list" -l source -d 'an RST file or a directory to answer from; can be repeated (default: in a kernel tree its own copy, else the bundled document)' -r -F
complete -c bpffaq -n "__fish_seen_subcommand_from list" -l revision -d 'answer from this revision of the bundled document: bundled, linux-6.12' -x
complete -c bpffaq -n "__fish_seen_subcommand_from list" -l tree-docs -d 'in a kernel tree, also answer from the documents that the FAQ refers to'
complete -c bpffaq -n "__fish_seen_subcommand_from list" -l verbose -d 'also print the parser\'s messages about the documents; sources and index also say what was carried over from knowledge files'
complete -c bpffaq -n "__fish_seen_subcommand_from list" -l help -d 'print help'
complete -c bpffaq -n "__fish_seen_subcommand_from show" -l url -d 'print only the web address of the entry'
complete -c bpffaq -n "__fish_seen_subcommand_from show" -l open -d 'open the web address of the entry in the browser'
complete -c bpffaq -n "__fish_seen_subcommand_from show" -l edit -d 'open the entry\'s source line in $VISUAL or $EDITOR'
complete -c bpffaq -n "__fish_seen_subcommand_from show" -l json -d 'print JSON'
complete -c bpffaq -n "__fish_seen_subcommand_from show" -l alternates -d 'with --json, include curated alternate questions'
complete -c bpffaq -n "__fish_seen_subcommand_from show" -l color -d 'colour: auto, always or never (default: auto)' -x -a 'auto always never'
complete -c bpffaq -n "__fish_seen_subcommand_from show" -l width -d 'columns to draw for (default: the terminal\'s)' -x
complete -c bpffaq -n "__fish_seen_subcommand_from show" -l source -d 'an RST file or a directory to answer from; can be repeated (default: in a kernel tree its own copy, else the bundled document)' -r -F
complete -c bpffaq -n "__fish_seen_subcommand_from show" -l revision -d 'answer from this revision of the bundled document: bundled, linux-6.12' -x
complete -c bpffaq -n "__fish_seen_subcommand_from show" -l tree-docs -d 'in a kernel tree, also answer from the documents that the FAQ refers to'
complete -c bpffaq -n "__fish_seen_subcommand_from show" -l verbose -d 'also print the parser\'s messages about the documents; sources and index also say what was carried over from knowledge files'
complete -c bpffaq -n "__fish_seen_subcommand_from show" -l help -d 'print help'
complete -c bpffaq -n "__fish_seen_subcommand_from show" -a "(bpffaq list --tsv 2>/dev/null | cut -f 1)"
complete -c bpffaq -n "__fish_seen_subcommand_from browse" -l source -d 'an RST file or a directory to answer from; can be repeated (default: in a kernel tree its own copy, else the bundled document)' -r -F
complete -c bpffaq -n "__fish_seen_subcommand_from browse" -l revision -d 'answer from this revision of the bundled document: bundled, linux-6.12' -x
complete -c bpffaq -n "__fish_seen_subcommand_from browse" -l tree-docs -d 'in a kernel tree, also answer from the documents that the FAQ refers to'
complete -c bpffaq -n "__fish_seen_subcommand_from browse" -l color -d 'colour: auto, always or never (default: auto)' -x -a 'auto always never'
complete -c bpffaq -n "__fish_seen_subcommand_from browse" -l width -d 'columns to draw for (default: the terminal\'s)' -x
complete -c bpffaq -n "__fish_seen_subcommand_from browse" -l pager -d 'the program that shows long answers (default: $PAGER, else less)' -x
complete -c bpffaq -n "__fish_seen_subcommand_from browse" -l no-pager -d 'never open the pager'
complete -c bpffaq -n "__fish_seen_subcommand_from browse" -l keys -d 'edit the prompt with emacs or vi keys (default: those of readline)' -x -a 'emacs vi'
complete -c bpffaq -n "__fish_seen_subcommand_from browse" -l vi -d 'the same as --keys vi'
complete -c bpffaq -n "__fish_seen_subcommand_from browse" -l help -d 'print help'
complete -c bpffaq -n "__fish_seen_subcommand_from serve" -l source -d 'an RST file or a directory to answer from; can be repeated (default: in a kernel tree its own copy, else the bundled document)' -r -F
complete -c bpffaq -n "__fish_seen_subcommand_from serve" -l revision -d 'answer from this revision of the bundled document: bundled, linux-6.12' -x
complete -c bpffaq -n "__fish_seen_subcommand_from serve" -l tree-docs -d 'in a kernel tree, also answer from the documents that the FAQ refers to'
complete -c bpffaq -n "__fish_seen_subcommand_from serve" -l vectors -d 'also find answers by sentence vectors; needs the extra: pip install \'bpffaq[vectors]\''
complete -c bpffaq -n "__fish_seen_subcommand_from serve" -l help -d 'print help'
complete -c bpffaq -n "__fish_seen_subcommand_from mcp" -l source -d 'an RST file or a directory to answer from; can be repeated (default: in a kernel tree its own copy, else the bundled document)' -r -F
complete -c bpffaq -n "__fish_seen_subcommand_from mcp" -l revision -d 'answer from this revision of the bundled document: bundled, linux-6.12' -x
complete -c bpffaq -n "__fish_seen_subcommand_from mcp" -l tree-docs -d 'in a kernel tree, also answer from the documents that the FAQ refers to'
complete -c bpffaq -n "__fish_seen_subcommand_from mcp" -l vectors -d 'also find answers by sentence vectors; needs the extra: pip install \'bpffaq[vectors]\''
complete -c bpffaq -n "__fish_seen_subcommand_from mcp" -l help -d 'print help'
complete -c bpffaq -n "__fish_seen_subcommand_from eval" -l invariance -d 'also ask each question again with a sentence that asks nothing'
complete -c bpffaq -n "__fish_seen_subcommand_from eval" -l json -d 'print JSON'
complete -c bpffaq -n "__fish_seen_subcommand_from eval" -l source -d 'an RST file or a directory to answer from; can be repeated (default: in a kernel tree its own copy, else the bundled document)' -r -F
complete -c bpffaq -n "__fish_seen_subcommand_from eval" -l revision -d 'answer from this revision of the bundled document: bundled, linux-6.12' -x
complete -c bpffaq -n "__fish_seen_subcommand_from eval" -l tree-docs -d 'in a kernel tree, also answer from the documents that the FAQ refers to'
complete -c bpffaq -n "__fish_seen_subcommand_from eval" -l verbose -d 'also print the parser\'s messages about the documents; sources and index also say what was carried over from knowledge files'
complete -c bpffaq -n "__fish_seen_subcommand_from eval" -l vectors -d 'also find answers by sentence vectors; needs the extra: pip install \'bpffaq[vectors]\''
complete -c bpffaq -n "__fish_seen_subcommand_from eval" -l help -d 'print help'
complete -c bpffaq -n "__fish_seen_subcommand_from eval" -F
complete -c bpffaq -n "__fish_seen_subcommand_from index" -l clear -d 'delete all that is kept'
complete -c bpffaq -n "__fish_seen_subcommand_from index" -l json -d 'print JSON'
complete -c bpffaq -n "__fish_seen_subcommand_from index" -l source -d 'an RST file or a directory to answer from; can be repeated (default: in a kernel tree its own copy, else the bundled document)' -r -F
complete -c bpffaq -n "__fish_seen_subcommand_from index" -l revision -d 'answer from this revision of the bundled document: bundled, linux-6.12' -x
complete -c bpffaq -n "__fish_seen_subcommand_from index" -l tree-docs -d 'in a kernel tree, also answer from the documents that the FAQ refers to'
complete -c bpffaq -n "__fish_seen_subcommand_from index" -l verbose -d 'also print the parser\'s messages about the documents; sources and index also say what was carried over from knowledge files'
complete -c bpffaq -n "__fish_seen_subcommand_from index" -l vectors -d 'also find answers by sentence vectors; needs the extra: pip install \'bpffaq[vectors]\''
complete -c bpffaq -n "__fish_seen_subcommand_from index" -l help -d 'print help'
complete -c bpffaq -n "__fish_seen_subcommand_from sources" -l json -d 'print JSON'
complete -c bpffaq -n "__fish_seen_subcommand_from sources" -l color -d 'colour: auto, always or never (default: auto)' -x -a 'auto always never'
complete -c bpffaq -n "__fish_seen_subcommand_from sources" -l width -d 'columns to draw for (default: the terminal\'s)' -x
complete -c bpffaq -n "__fish_seen_subcommand_from sources" -l source -d 'an RST file or a directory to answer from; can be repeated (default: in a kernel tree its own copy, else the bundled document)' -r -F
complete -c bpffaq -n "__fish_seen_subcommand_from sources" -l revision -d 'answer from this revision of the bundled document: bundled, linux-6.12' -x
complete -c bpffaq -n "__fish_seen_subcommand_from sources" -l tree-docs -d 'in a kernel tree, also answer from the documents that the FAQ refers to'
complete -c bpffaq -n "__fish_seen_subcommand_from sources" -l verbose -d 'also print the parser\'s messages about the documents; sources and index also say what was carried over from knowledge files'
complete -c bpffaq -n "__fish_seen_subcommand_from sources" -l help -d 'print help'
complete -c bpffaq -n "__fish_seen_subcommand_from diff" -l json -d 'print JSON'
complete -c bpffaq -n "__fish_seen_subcommand_from diff" -l color -d 'colour: auto, always or never (default: auto)' -x -a 'auto always never'
complete -c bpffaq -n "__fish_seen_subcommand_from diff" -l width -d 'columns to draw for (default: the terminal\'s)' -x
complete -c bpffaq -n "__fish_seen_subcommand_from diff" -l help -d 'print help'
complete -c bpffaq -n "__fish_seen_subcommand_from diff" -F
complete -c bpffaq -n "__fish_seen_subcommand_from check" -l init -d 'print a knowledge file with the document\'s ids, to be filled in'
complete -c bpffaq -n "__fish_seen_subcommand_from check" -l source -d 'an RST file or a directory to answer from; can be repeated (default: in a kernel tree its own copy, else the bundled document)' -r -F
complete -c bpffaq -n "__fish_seen_subcommand_from check" -l revision -d 'answer from this revision of the bundled document: bundled, linux-6.12' -x
complete -c bpffaq -n "__fish_seen_subcommand_from check" -l tree-docs -d 'in a kernel tree, also answer from the documents that the FAQ refers to'
complete -c bpffaq -n "__fish_seen_subcommand_from check" -l help -d 'print help'
complete -c bpffaq -n "__fish_seen_subcommand_from check" -F
complete -c bpffaq -n "__fish_seen_subcommand_from unanswered" -l toml -d 'print the questions as lines for a knowledge file'
complete -c bpffaq -n "__fish_seen_subcommand_from unanswered" -l json -d 'print JSON'
complete -c bpffaq -n "__fish_seen_subcommand_from unanswered" -l clear -d 'delete all that is kept'
complete -c bpffaq -n "__fish_seen_subcommand_from unanswered" -l help -d 'print help'
