;;; bpffaq-tests.el --- Tests of bpffaq.el  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Run them with
;;
;;   $EMACS -Q --batch -L editors/emacs -l bpffaq-tests -f ert-run-tests-batch-and-exit
;;
;; Most of them talk to tests/editors/framed_stand_in.py, which misbehaves on demand.
;; Those named bpffaq-real-* ask the program itself, which is the command in
;; the environment variable BPFFAQ_TEST_COMMAND (words separated by newlines),
;; or `bpffaq serve'.

;;; Code:

(require 'bpffaq)
(require 'cl-lib)
(require 'ert)
(require 'json)

(defconst bpffaq-tests--stand-in
  (expand-file-name "../../tests/editors/framed_stand_in.py"
                    (file-name-directory (or load-file-name buffer-file-name)))
  "The server that misbehaves on demand.")

(defconst bpffaq-tests--python
  (or (getenv "BPFFAQ_TEST_PYTHON") "python3")
  "What runs the stand-in.")

(defconst bpffaq-tests--real
  (split-string (or (getenv "BPFFAQ_TEST_COMMAND") "bpffaq\nserve") "\n" t)
  "The program itself.")

(defvar bpffaq-tests--directory nil
  "Where the stand-in keeps its log and its document.")

(defvar bpffaq-tests--said nil
  "What the user was told, newest first.")

(defmacro bpffaq-tests--wait (condition)
  "Wait until CONDITION is non-nil and return its value; fail after a minute."
  `(let ((deadline (+ (float-time) 60)) value)
     (while (not (setq value ,condition))
       (when (> (float-time) deadline)
         (ert-fail (list "waited in vain for" ',condition bpffaq-tests--said)))
       ;; As for a user: an error in a process filter is no end of the test.
       (let ((debug-on-error nil)) (accept-process-output nil 0.01)))
     value))

(defun bpffaq-tests--fresh ()
  "Forget everything that an earlier test left."
  (bpffaq-stop)
  (setq bpffaq--turns nil bpffaq-history nil bpffaq-tests--said nil)
  (when (get-buffer "*bpffaq*") (kill-buffer "*bpffaq*"))
  (delete-other-windows))

(defmacro bpffaq-tests--with (command &rest body)
  "Run BODY with COMMAND as the program; keep what is told to the user."
  (declare (indent 1))
  `(let ((bpffaq-command ,command)
         (bpffaq-completion-timeout 30)
         (bpffaq-timeout 60))
     (save-window-excursion
       (bpffaq-tests--fresh)
       (advice-add 'bpffaq--tell :filter-return #'bpffaq-tests--note)
       (unwind-protect (progn ,@body)
         (advice-remove 'bpffaq--tell #'bpffaq-tests--note)
         (bpffaq-tests--fresh)))))

(defun bpffaq-tests--note (line)
  "Keep LINE, which the user was told."
  (push line bpffaq-tests--said)
  line)

(defmacro bpffaq-tests--against (behaviour &rest body)
  "Run BODY against the stand-in with BEHAVIOUR."
  (declare (indent 1))
  `(let ((bpffaq-tests--directory (file-name-as-directory (make-temp-file "bpffaq" t))))
     (with-temp-file (expand-file-name "numbers.rst" bpffaq-tests--directory)
       (dotimes (line 60) (insert (format "line %d\n" (1+ line)))))
     (unwind-protect
         (bpffaq-tests--with (list bpffaq-tests--python bpffaq-tests--stand-in
                                   (expand-file-name "log" bpffaq-tests--directory)
                                   ,behaviour "serve")
           ,@body)
       (delete-directory bpffaq-tests--directory t))))

(defun bpffaq-tests--requests (&optional method)
  "Return the requests that the stand-in got, those of METHOD only if given."
  (let ((log (expand-file-name "log" bpffaq-tests--directory)) requests)
    (when (file-exists-p log)
      (with-temp-buffer
        (insert-file-contents log)
        (while (not (eobp))
          (push (json-parse-buffer :object-type 'plist :array-type 'list) requests)
          (forward-line 1))))
    (seq-filter (lambda (request)
                  (or (null method) (equal method (plist-get request :method))))
                (nreverse requests))))

(defun bpffaq-tests--text ()
  "Return the text of the answer buffer."
  (if (get-buffer "*bpffaq*")
      (with-current-buffer "*bpffaq*"
        (buffer-substring-no-properties (point-min) (point-max)))
    ""))

(defun bpffaq-tests--ask (question)
  "Ask QUESTION, wait for its answer and return the text of the buffer."
  (let ((before (length bpffaq-tests--said))
        (views (bpffaq-tests--views)))
    (bpffaq question)
    (bpffaq-tests--wait (or (not (eq views (bpffaq-tests--views)))
                            (> (length bpffaq-tests--said) before))))
  (bpffaq-tests--text))

(defun bpffaq-tests--views ()
  "Return what the answer buffer showed so far."
  (and (get-buffer "*bpffaq*") (buffer-local-value 'bpffaq--views (get-buffer "*bpffaq*"))))

(defun bpffaq-tests--button (label)
  "Return the button named LABEL of the answer buffer, or nil."
  (with-current-buffer "*bpffaq*"
    (goto-char (point-min))
    (let (found)
      (while (and (not found) (forward-button 1 nil nil t))
        (when (equal label (button-label (button-at (point))))
          (setq found (button-at (point)))))
      found)))

(defun bpffaq-tests--press (label)
  "Press the button named LABEL."
  (with-current-buffer "*bpffaq*"
    (button-activate (or (bpffaq-tests--button label)
                         (ert-fail (list "no button" label (bpffaq-tests--text)))))))

(defun bpffaq-tests--face (text)
  "Return the face of TEXT in the answer buffer."
  (with-current-buffer "*bpffaq*"
    (goto-char (point-min))
    (search-forward text)
    (get-text-property (match-beginning 0) 'face)))


;;; What an answer looks like

(ert-deftest bpffaq-shows-an-answer ()
  (bpffaq-tests--against "well"
    (should (equal (bpffaq-tests--ask "how  many\n is this")
                   "\
You asked: how many is this
Confidence: high (0.90)
Read \"maling\" as \"mailing\".
Not in the document: zebra.

How many is 1?
Numbers › Small

  Answer 1 says so.

────────────────────

Answer 1 says so. More words follow here. More words follow here. More words
follow here. More words follow here. More words follow here. More words follow
here. More words follow here. More words follow here. More words follow here.

    one  two
        three \\\\ é

  • a point
2. a step

  │ a saying

  Warning: take care

    a | b
    c | d

a novelty

Source  doc/numbers.rst:10-15  Numbers (0123abc)
Web     https://example.org/numbers.html#q-1

Links
  a link
  a list
  a trap
  a file
  nowhere

Other entries
  How many is 2?
  How many is 3?

Ask a follow-up
"))
    (should-not bpffaq-tests--said)
    (with-current-buffer "*bpffaq*"
      (should (derived-mode-p 'bpffaq-mode 'special-mode))
      (should buffer-read-only)
      (should (eq (window-buffer) (current-buffer)))
      (should (= (point) (point-min))))
    (should (eq (bpffaq-tests--face "How many is 1") 'bpffaq-question))
    (should (eq (bpffaq-tests--face "Answer 1 says") 'bpffaq-short-answer))
    (should (eq (bpffaq-tests--face "three") 'bpffaq-code))))

(ert-deftest bpffaq-keeps-code-of-the-short-answer-verbatim ()
  (let ((fill-column 20))
    (with-temp-buffer
      (bpffaq--insert-short "two  blanks\n make  --long  --and=longer\nwords that are many  enough"
                            [(:kind "code" :text "cd x\n make  --long  --and=longer")])
      (should (equal (buffer-substring-no-properties (point-min) (point-max))
                     "\
  two  blanks
   make  --long  --and=longer
  words that are
  many enough
")))))

(defun bpffaq-tests--marked (text lines blocks)
  "Return what is shown of BLOCKS, in brackets what is marked.
TEXT on LINES is the short answer."
  (with-temp-buffer
    (let ((fill-column 30))
      (bpffaq--insert-entry
       (list :question "Q?" :blocks blocks :short_answer (list :text text :lines lines)
             :citation (list :file "f" :lines [1 9] :document "D"))))
    (goto-char (point-min))
    (forward-line 2)
    (let ((shown ""))
      (while (not (looking-at "\nSource"))
        (let ((end (next-single-property-change (point) 'face))
              (face (get-text-property (point) 'face)))
          (setq end (min end (progn (save-excursion (search-forward "\n\nSource" nil)
                                                    (1+ (match-beginning 0))))))
          (setq shown (concat shown
                              (if (memq 'bpffaq-short-answer (ensure-list face))
                                  (concat "[" (buffer-substring-no-properties (point) end) "]")
                                (buffer-substring-no-properties (point) end))))
          (goto-char end)))
      shown)))

(defconst bpffaq-tests--blocks
  [(:kind "paragraph" :text "Not here. Take one of the apples: or two. Done." :lines [3 4])
   (:kind "bullet" :text "Take two." :lines [6 6] :depth 0)
   (:kind "code" :text "two\nthree\n  four" :lines [8 10])])

(ert-deftest bpffaq-marks-what-answers-in-a-short-text ()
  (should (equal (bpffaq-tests--marked "Take one of the apples: or two." [3 4]
                                       bpffaq-tests--blocks)
                 "\
Not here. [Take one of the
apples: or two.] Done.

• Take two.

    two
    three
      four
"))
  (should (equal (bpffaq-tests--marked "Take two\nthree\n  four" [6 10] bpffaq-tests--blocks)
                 "\
Not here. Take one of the
apples: or two. Done.

• [Take two.]

    two
    [three]
      [four]
")))

(ert-deftest bpffaq-shows-the-short-answer-before-a-text-that-is-long-or-lacks-it ()
  (should (string-prefix-p "[  nowhere]\n\n────"
                           (bpffaq-tests--marked "nowhere" [3 9] bpffaq-tests--blocks)))
  (should (string-prefix-p "[  Take two.]\n\n────"
                           (bpffaq-tests--marked "Take two." [8 9] bpffaq-tests--blocks)))
  (let* ((text (concat (string-join (make-list 80 "long") " ") " This."))
         (blocks `[(:kind "paragraph" :text ,text :lines [3 3])])
         (shown (bpffaq-tests--marked "This." [3 3] blocks)))
    (should (string-prefix-p "[  This.]\n\n────" shown))
    (should (string-suffix-p "long [This.]\n" shown))))

(ert-deftest bpffaq-fills-to-the-width-of-the-window ()
  (bpffaq-tests--against "well"
    (let ((bpffaq-fill-column 30))
      (should (string-search "\nAnswer 1 says so. More words\nfollow here. More words follow\n"
                             (bpffaq-tests--ask "how many"))))))

(ert-deftest bpffaq-says-that-entries-are-only-close ()
  (bpffaq-tests--against "well"
    (should (equal (bpffaq-tests--ask "closest")
                   "\
You asked: closest
Not in the document: zebra.

The document does not answer this.

These entries may help
  How many is 1?
  How many is 2?
  How many is 3?

Ask a follow-up
"))))

(ert-deftest bpffaq-says-that-nothing-is-covered ()
  (bpffaq-tests--against "well"
    (should (equal (bpffaq-tests--ask "not_covered")
                   "\
You asked: not_covered
Not in the document: zebra.

The document does not cover this question.

Ask a follow-up
"))))

(ert-deftest bpffaq-makes-hostile-text-harmless ()
  (bpffaq-tests--against "hostile"
    (let ((text (bpffaq-tests--ask "how many")))
      (should (string-search "How many is 1?\ufffd]0;owned\ufffd" text))
      (should-not (string-match-p "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e]" text))
      (should-not (string-search "Web " text)))))

(ert-deftest bpffaq-reads-replies-in-pieces ()
  (bpffaq-tests--against "pieces"
    (should (string-search "three \\\\ é" (bpffaq-tests--ask "how many")))))


;;; Conversation

(ert-deftest bpffaq-sends-earlier-questions-until-told-to-forget ()
  (bpffaq-tests--against "well"
    (bpffaq-tests--ask "first")
    (bpffaq-tests--ask "not_covered")
    (bpffaq-tests--ask "third")
    (bpffaq-new)
    (bpffaq-tests--ask "fourth")
    (should (equal (mapcar (lambda (request) (plist-get request :params))
                           (bpffaq-tests--requests "faq/search"))
                   '((:query "first" :limit 5 :progress t :context nil)
                     (:query "not_covered" :limit 5 :progress t :context ((:query "first" :id "q-1")))
                     (:query "third" :limit 5 :progress t
                             :context ((:query "first" :id "q-1") (:query "not_covered" :id "")))
                     (:query "fourth" :limit 5 :progress t :context nil))))))

(ert-deftest bpffaq-follows-up-on-the-entry-that-was-opened ()
  (bpffaq-tests--against "well"
    (bpffaq-tests--ask "first")
    (bpffaq-tests--press "How many is 3?")
    (bpffaq-tests--wait (string-prefix-p "How many is 3?\n" (bpffaq-tests--text)))
    (should (equal (plist-get (car (bpffaq-tests--requests "faq/show")) :params) '(:id "q-3")))
    (bpffaq-tests--ask "and then")
    (should (equal (plist-get (plist-get (cadr (bpffaq-tests--requests "faq/search")) :params)
                              :context)
                   '((:query "first" :id "q-3"))))))

(ert-deftest bpffaq-keeps-the-last-eight-questions ()
  (bpffaq-tests--against "well"
    (dotimes (number 10) (bpffaq-tests--ask (format "question %d" number)))
    (let ((context (plist-get (plist-get (car (last (bpffaq-tests--requests "faq/search")))
                                         :params)
                              :context)))
      (should (equal (mapcar (lambda (turn) (plist-get turn :query)) context)
                     (mapcar (lambda (number) (format "question %d" number))
                             '(1 2 3 4 5 6 7 8)))))))

(ert-deftest bpffaq-asks-again-in-place ()
  (bpffaq-tests--against "well"
    (bpffaq-tests--ask "first")
    (bpffaq-tests--ask "second")
    (let ((views (bpffaq-tests--views)))
      (with-current-buffer "*bpffaq*" (revert-buffer))
      (bpffaq-tests--wait (not (eq views (bpffaq-tests--views))))
      (should (= 2 (length (bpffaq-tests--views)))))
    (let ((requests (mapcar (lambda (request) (plist-get request :params))
                            (bpffaq-tests--requests "faq/search"))))
      (should (= 3 (length requests)))
      (should (equal (nth 1 requests) (nth 2 requests))))))

(ert-deftest bpffaq-goes-back ()
  (bpffaq-tests--against "well"
    (bpffaq-tests--ask "first")
    (bpffaq-tests--ask "second")
    (with-current-buffer "*bpffaq*"
      (bpffaq-back)
      (should (string-prefix-p "You asked: first\n" (bpffaq-tests--text)))
      (should (equal bpffaq--turns '((:query "first" :id "q-1"))))
      (should-error (bpffaq-back) :type 'user-error))))

(ert-deftest bpffaq-shows-only-the-newest-answer ()
  (bpffaq-tests--against "swaps"
    (bpffaq "first")
    (bpffaq "second")
    (bpffaq-tests--wait (null bpffaq--pending))
    (should (string-prefix-p "You asked: second\n" (bpffaq-tests--text)))
    (should (= 1 (length (bpffaq-tests--views))))))

(ert-deftest bpffaq-leaves-the-user-where-they-went ()
  (bpffaq-tests--against "well"
    (let ((other (split-window)) window)
      (bpffaq "first")
      (select-window other)
      (bpffaq-tests--wait (bpffaq-tests--views))
      (setq window (selected-window))
      (should (eq window other))
      (should-not (eq (window-buffer window) (get-buffer "*bpffaq*"))))))


;;; Questions

(ert-deftest bpffaq-asks-the-symbol-or-the-region ()
  (bpffaq-tests--against "well"
    (with-temp-buffer
      (insert "call bpf_map_lookup_elem here")
      (goto-char 8)
      (bpffaq-region)
      (bpffaq-tests--wait (bpffaq-tests--views))
      (set-mark (point-min))
      (goto-char (point-max))
      (let ((transient-mark-mode t) (mark-active t))
        (bpffaq-region))
      (bpffaq-tests--wait (cdr (bpffaq-tests--views))))
    (should (equal (mapcar (lambda (request) (plist-get (plist-get request :params) :query))
                           (bpffaq-tests--requests "faq/search"))
                   '("bpf_map_lookup_elem" "call bpf_map_lookup_elem here")))
    (with-temp-buffer
      (should (equal (should-error (bpffaq-region) :type 'user-error)
                     '(user-error "No region and no symbol at point"))))))

(ert-deftest bpffaq-refuses-what-is-no-question ()
  (should (equal (should-error (bpffaq " \n"))
                 '(user-error "No question")))
  (should (equal (should-error (bpffaq (make-string 10001 ?x)))
                 '(user-error "A question has 10000 characters at most, this has 10001"))))

(ert-deftest bpffaq-sends-text-that-is-no-text ()
  (bpffaq-tests--against "well"
    (bpffaq-tests--ask (concat "a\tb" (string #x3fff80) "c" (string #xd800) "é\0d"))
    (should (equal (plist-get (plist-get (car (bpffaq-tests--requests "faq/search")) :params)
                              :query)
                   "a b c é d"))))

(defun bpffaq-tests--type (keys)
  "Read a question, typing KEYS."
  (let (read)
    (cl-letf (((symbol-function 'bpffaq-tests-read)
               (lambda () (interactive) (setq read (bpffaq--read "Question: ")))))
      (execute-kbd-macro (vconcat (kbd "M-x") "bpffaq-tests-read" (kbd "RET") keys (kbd "RET"))))
    read))

(ert-deftest bpffaq-reads-any-text ()
  (bpffaq-tests--against "well"
    (should (equal (bpffaq-tests--type "is it so?  yes") "is it so?  yes"))))

(ert-deftest bpffaq-completes-questions ()
  (bpffaq-tests--against "well"
    (bpffaq--read-entries-for-tests)
    (should (equal (bpffaq-tests--type [?h ?o ?w ?\s ?m ?a ?n ?y ?\s ?i ?s ?\s ?2 ?\t])
                   "How many is 2?"))
    (should (equal (bpffaq-tests--type [?i ?s ?\s ?3 ?\t])
                   "How many is 3?"))
    (should (equal (bpffaq-tests--type [?w ?h ?a ?t ?\t])
                   "What is one?"))
    (should (equal (all-completions "" #'bpffaq--table)
                   '("What is one?" "How many is 1?" "How many is 2?" "How many is 3?")))
    (should (equal (substring-no-properties (bpffaq--annotate "How many is 2?"))
                   "  Numbers › Small"))
    (should-not (bpffaq--annotate "something else"))
    (should (equal (plist-get (car (last (bpffaq-tests--requests "faq/complete"))) :params)
                   '(:prefix "" :limit 20)))))

(defun bpffaq--read-entries-for-tests ()
  "Have the list of all questions at hand."
  (bpffaq-tests--type "x")
  (bpffaq-tests--wait bpffaq--entries))

(ert-deftest bpffaq-completion-does-not-wait-for-long ()
  (bpffaq-tests--against "silent"
    (let ((bpffaq-completion-timeout 0.1))
      (should-not (all-completions "how" #'bpffaq--table))
      (should (equal (bpffaq-tests--type [?h ?o ?w ?\t]) "how")))))

(ert-deftest bpffaq-completes-nothing-from-a-shapeless-reply ()
  (bpffaq-tests--against "shapeless"
    (should-not (all-completions "how" #'bpffaq--table))
    (should-not bpffaq-tests--said)))


;;; Buttons and keys

(ert-deftest bpffaq-moves-between-buttons ()
  (bpffaq-tests--against "well"
    (bpffaq-tests--ask "how many")
    (with-current-buffer "*bpffaq*"
      (let (labels)
        (dotimes (_ 8)
          (call-interactively (key-binding "n"))
          (push (button-label (button-at (point))) labels))
        (should (equal (nreverse labels)
                       '("doc/numbers.rst:10-15" "https://example.org/numbers.html#q-1"
                         "a link" "a list" "How many is 2?" "How many is 3?" "Ask a follow-up"
                         "doc/numbers.rst:10-15"))))
      (should (equal (bpffaq--eldoc #'ignore) "Visit these lines of the document"))
      (call-interactively (key-binding "p"))
      (should (equal (button-label (button-at (point))) "Ask a follow-up")))))

(ert-deftest bpffaq-binds-keys ()
  (with-temp-buffer
    (bpffaq-mode)
    (should (equal (mapcar (lambda (key) (key-binding (kbd key)))
                           '("f" "n" "p" "g" "q" "o" "u" "l" "s" "c" "TAB" "?"))
                   '(bpffaq-follow-up bpffaq-next bpffaq-previous revert-buffer quit-window
                     bpffaq-visit bpffaq-browse bpffaq-back bpffaq bpffaq-new
                     forward-button describe-mode)))
    (should (equal header-line-format
                   "f follow-up  o source  u web  n/p move  l back  g again  q quit"))
    (should-error (revert-buffer) :type 'user-error)
    (should-error (bpffaq-visit) :type 'user-error)))

(ert-deftest bpffaq-opens-addresses-of-web-and-mail-only ()
  (bpffaq-tests--against "well"
    (bpffaq-tests--ask "how many")
    (let* (opened (browse-url-browser-function (lambda (url &rest _) (push url opened)))
           (browse-url-handlers '(("\\`mailto:" . (lambda (url &rest _) (push url opened))))))
      (setq browse-url-handlers (list (cons "\\`mailto:" browse-url-browser-function)))
      (bpffaq-tests--press "a link")
      (bpffaq-tests--press "a list")
      (with-current-buffer "*bpffaq*" (bpffaq-browse))
      (should (equal opened '("https://example.org/numbers.html#q-1" "mailto:list@example.org"
                              "https://example.org/1"))))
    (let* (opened (browse-url-browser-function (lambda (url &rest _) (push url opened)))
           (browse-url-handlers (list (cons "\\`mailto:" browse-url-browser-function))))
      (bpffaq--browse "mailto:list@example.org?attach=/etc/passwd&body=hello")
      (bpffaq--browse "https://example.org/?a=1")
      (should (equal opened '("https://example.org/?a=1" "mailto:list@example.org"))))
    (dolist (label '("a trap" "a file" "nowhere"))
      (should-not (bpffaq-tests--button label)))
    (dolist (url '("javascript:alert(1)" "file:///etc/passwd" "" nil "https://a b" "https://a\nb"
                   "xhttps://a"))
      (should-error (bpffaq--browse url) :type 'user-error))))

(ert-deftest bpffaq-visits-the-cited-lines ()
  (dolist (behaviour '("well" "pieces"))
    (bpffaq-tests--against behaviour
      (bpffaq-tests--ask "how many")
      (bpffaq-tests--press "doc/numbers.rst:10-15")
      (bpffaq-tests--wait (equal (buffer-file-name (window-buffer))
                                 (expand-file-name "numbers.rst" bpffaq-tests--directory)))
      (with-current-buffer (window-buffer)
        (should (= 10 (line-number-at-pos)))
        (should (looking-at "line 10$"))
        (should (get-buffer-window "*bpffaq*"))
        (kill-buffer)))))

(ert-deftest bpffaq-says-why-a-source-cannot-be-visited ()
  (bpffaq-tests--against "well"
    (bpffaq--visit '(:file "gone.rst" :lines [1 2]))
    (bpffaq-tests--wait bpffaq-tests--said)
    (delete-file (expand-file-name "numbers.rst" bpffaq-tests--directory))
    (bpffaq--visit '(:file "doc/numbers.rst" :lines [1 2]))
    (bpffaq-tests--wait (cdr bpffaq-tests--said))
    (should (equal bpffaq-tests--said
                   (list (format "bpffaq: %snumbers.rst cannot be read" bpffaq-tests--directory)
                         "bpffaq: gone.rst is not a document in use any more"))))
  (bpffaq-tests--against "dies"
    (bpffaq--visit '(:file "doc/numbers.rst" :lines [1 2]))
    (bpffaq-tests--wait bpffaq-tests--said)
    (should (= 1 (length bpffaq-tests--said)))
    (should (string-match-p (concat "\\`bpffaq: .* does not say where the document lies: "
                                    "numbers.rst: not readable; check its mode\\'")
                            (car bpffaq-tests--said)))))

(ert-deftest bpffaq-asks-the-same-program-for-sources ()
  (dolist (case '((("bpffaq" "serve") . ("bpffaq" "sources" "--json"))
                  (("python3" "-m" "faq" "serve" "--source" "serve")
                   . ("python3" "-m" "faq" "sources" "--source" "serve" "--json"))
                  (("bpffaq" "serve" "--vectors") . ("bpffaq" "sources" "--json"))
                  (("my-wrapper") . ("my-wrapper" "sources" "--json"))))
    (let ((bpffaq-command (car case)))
      (should (equal (bpffaq--sources-command) (cdr case))))))


;;; When the program fails

(ert-deftest bpffaq-survives-one-death ()
  (bpffaq-tests--against "dies-once"
    (should (string-search "Answer 1 says so." (bpffaq-tests--ask "how many")))
    (should-not bpffaq-tests--said)
    (should (= 2 (length (bpffaq-tests--requests))))))

(ert-deftest bpffaq-survives-a-death-between-questions ()
  (bpffaq-tests--against "well"
    (bpffaq-tests--ask "first")
    (let ((process (jsonrpc--process bpffaq--connection)))
      (signal-process process 'KILL)
      (should (string-prefix-p "You asked: second" (bpffaq-tests--ask "second")))
      (should-not (eq process (jsonrpc--process bpffaq--connection))))
    (should-not bpffaq-tests--said)))

(ert-deftest bpffaq-says-in-one-line-that-the-program-ended-twice ()
  (bpffaq-tests--against "dies"
    (bpffaq-tests--ask "how many")
    (should (equal bpffaq-tests--said
                   '("bpffaq: the program ended twice: memory: used up; give it more")))
    (should (= 2 (length (bpffaq-tests--requests))))
    (should-not bpffaq--pending)
    (should-not (get-buffer "*bpffaq*"))))

(ert-deftest bpffaq-runs-one-program-for-all-questions ()
  (bpffaq-tests--against "well"
    (bpffaq-tests--ask "first")
    (let ((process (jsonrpc--process bpffaq--connection)))
      (bpffaq-tests--ask "second")
      (should (eq process (jsonrpc--process bpffaq--connection)))
      (setq bpffaq-command (append bpffaq-command '("--other")))
      (bpffaq-tests--ask "third")
      (should-not (eq process (jsonrpc--process bpffaq--connection)))
      (should-not (process-live-p process)))))

(ert-deftest bpffaq-gives-up-on-an-answer-and-leaves-the-program-alone ()
  (dolist (behaviour '("silent" "garbage" "not-json"))
    (bpffaq-tests--against behaviour
      (let ((bpffaq-timeout 0.5))
        (bpffaq "how many")
        (let ((process (jsonrpc--process bpffaq--connection)))
          (bpffaq-tests--wait
           (member (concat "bpffaq: no answer within 0.5 s;"
                           " ask again, or M-x bpffaq-stop ends the program")
                   bpffaq-tests--said))
          (should (process-live-p process)))
        (should-not bpffaq--pending)))))

(ert-deftest bpffaq-waits-as-long-as-documents-are-read ()
  (bpffaq-tests--against "reading"
    (let ((bpffaq-timeout 1))
      (should (string-search "Answer 1 says so." (bpffaq-tests--ask "how many")))
      (should-not bpffaq-tests--said)
      (with-current-buffer (messages-buffer)
        (should-not (string-search "reading documents" (buffer-string)))))))

(ert-deftest bpffaq-asks-for-the-list-again-while-documents-are-read ()
  (bpffaq-tests--against "reading"
    (bpffaq--request 'faq/list (make-hash-table) #'bpffaq--note-entries #'ignore)
    (bpffaq-tests--wait (null bpffaq--pending))
    (should-not bpffaq--entries)))

(ert-deftest bpffaq-browses ()
  (bpffaq-tests--against "well"
    (bpffaq-list "is 2")
    (bpffaq-tests--wait (bpffaq-tests--views))
    (should (equal (bpffaq-tests--text) "\
1 entry with \"is 2\"

Numbers › Small
  How many is 2?

Ask a follow-up
"))
    (should (equal (plist-get (car (bpffaq-tests--requests "faq/list")) :params) '(:word "is 2")))
    (bpffaq-tests--press "How many is 2?")
    (bpffaq-tests--wait (string-prefix-p "How many is 2?\n" (bpffaq-tests--text)))))

(ert-deftest bpffaq-shows-what-was-taken ()
  (bpffaq-tests--against "well"
    (bpffaq-tests--ask "first")
    (should (string-search "\nTaken with: first\n" (bpffaq-tests--ask "second")))))

(ert-deftest bpffaq-shows-notices ()
  (bpffaq-tests--against "well"
    (should (string-search "\na.rst: cannot be read\n" (bpffaq-tests--ask "with notices")))))

(ert-deftest bpffaq-says-how-old-a-text-is-and-what-is-newer ()
  (bpffaq-tests--against "well"
    (bpffaq-tests--ask "how many")
    (bpffaq-tests--press "How many is 3?")
    (bpffaq-tests--wait (string-prefix-p "How many is 3?\n" (bpffaq-tests--text)))
    (should (string-search "\nSource  doc/numbers.rst:30-35  Numbers (4567def, as of 2020-07)\n"
                           (bpffaq-tests--text)))
    (should (string-search "\nNewer   linux-6.12 says this differently\n" (bpffaq-tests--text)))
    (let* (opened (browse-url-browser-function (lambda (url &rest _) (push url opened))))
      (bpffaq-tests--press "linux-6.12 says this differently")
      (should (equal opened '("https://example.org/new"))))))

(ert-deftest bpffaq-has-an-index ()
  (bpffaq-tests--against "well"
    (bpffaq-tests--ask "how many")
    (with-current-buffer "*bpffaq*"
      (should (equal (mapcar #'car (bpffaq--imenu))
                     '("How many is 1?" "How many is 2?" "How many is 3?"))))))

(ert-deftest bpffaq-offers-the-symbol-at-point ()
  (bpffaq-tests--against "well"
    (with-temp-buffer
      (insert "bpf_map_lookup_elem")
      (switch-to-buffer (current-buffer))
      (should (equal (bpffaq-tests--type [?\M-n]) "bpf_map_lookup_elem"))
      (should (equal (bpffaq-tests--type []) "")))))

(ert-deftest bpffaq-asks-the-documents-of-a-directory ()
  (should (safe-local-variable-p 'bpffaq-sources '("a.rst" "/b")))
  (should-not (safe-local-variable-p 'bpffaq-sources '("/ssh:host:/a.rst")))
  (should-not (safe-local-variable-p 'bpffaq-sources "a.rst"))
  (should-not (safe-local-variable-p 'bpffaq-command '("sh")))
  (bpffaq-tests--against "well"
    (let ((default (bpffaq--command)))
      (with-temp-buffer
        (setq default-directory bpffaq-tests--directory)
        (setq-local bpffaq-sources '("numbers.rst"))
        (let ((own (append default (list "--source" (expand-file-name "numbers.rst")))))
          (should (equal (bpffaq--command) own))
          (bpffaq-tests--ask "first")
          (with-current-buffer "*bpffaq*" (should (equal (bpffaq--command) own))))
        (kill-local-variable 'bpffaq-sources)
        (should (equal (bpffaq--command) default))))))

(ert-deftest bpffaq-visits-only-what-it-means ()
  (let ((source '(:file "d" :path "/tmp/d")))
    (should (equal (file-name-unquote (bpffaq--path "d/~root/x" source)) "/tmp/d/~root/x"))
    (should-not (file-remote-p (bpffaq--path "d" '(:file "d" :path "/ssh:host:/x"))))
    (should (equal (file-name-unquote (bpffaq--path "d" '(:file "d" :path "?" :uri "file:///tmp/a%20b")))
                   "/tmp/a b"))))

(ert-deftest bpffaq-heeds-no-variables-of-a-document ()
  (bpffaq-tests--against "well"
    (let ((path (expand-file-name "numbers.rst" bpffaq-tests--directory))
          (enable-local-variables :all)
          (enable-local-eval t))
      (with-temp-file path
        (insert "-*- eval: (setq bpffaq-tests--said '(\"evaluated\")); fill-column: 33 -*-\n"
                "\n# Local Variables:\n# eval: (setq bpffaq-tests--said '(\"evaluated\"))\n# End:\n"))
      (dolist (installed '(nil t))
        (bpffaq--go path [1 1] (selected-window) installed)
        (should-not bpffaq-tests--said)
        (should-not (= fill-column 33))
        (should (eq buffer-read-only installed))
        (kill-buffer)))))

(ert-deftest bpffaq-visits-a-file-whose-name-is-no-text ()
  (let* ((directory (make-temp-file "bpffaq" t))
         (name (concat (encode-coding-string (file-name-as-directory directory) 'utf-8) "\xff\xfe.rst"))
         (coding-system-for-write 'no-conversion))
    (write-region "line 1\nline 2\n" nil name nil 'silent)
    (unwind-protect
        (let ((path (bpffaq--path "?" (list :file "?" :path "?"
                                            :uri (concat "file://" directory "/%FF%FE.rst")))))
          (should (file-readable-p path))
          (bpffaq--go path [2 2] (selected-window) nil)
          (should (looking-at "line 2"))
          (kill-buffer))
      (delete-directory directory t))))

(ert-deftest bpffaq-says-what-the-program-refused ()
  (bpffaq-tests--against "refuses"
    (bpffaq-tests--ask "how many")
    (should (equal bpffaq-tests--said '("bpffaq: query: refused here; ask something else")))))

(ert-deftest bpffaq-says-that-a-reply-is-shapeless ()
  (bpffaq-tests--against "shapeless"
    (bpffaq "how many")
    (bpffaq-tests--wait bpffaq-tests--said)
    (should (= 1 (length bpffaq-tests--said)))
    (should (string-prefix-p "bpffaq: the reply could not be shown: " (car bpffaq-tests--said)))))

(ert-deftest bpffaq-says-that-the-program-is-absent ()
  (dolist (command '(("bpffaq-is-not-here" "serve") (nil) ()))
    (bpffaq-tests--with command
      (should (equal (should-error (bpffaq "how many") :type 'user-error)
                     (list 'user-error
                           (format-message
                            "Cannot find the program %S; install bpffaq or set `bpffaq-command'"
                            (car command)))))
      (should-error (bpffaq--read "Question: ") :type 'user-error)
      (should-error (bpffaq--visit '(:file "a" :lines [1 2])) :type 'user-error))))


;;; The program itself

(ert-deftest bpffaq-real-answer ()
  (bpffaq-tests--with bpffaq-tests--real
    (let ((text (bpffaq-tests--ask "How do I report bugs for BPF kernel code?")))
      (should-not bpffaq-tests--said)
      (should (string-search "\nHow do I report bugs for BPF kernel code?\nReporting bugs\n" text))
      (should (string-search "* Alexei Starovoitov" (replace-regexp-in-string "•" "*" text)))
      (should (string-search "\nSource  data/bpf_devel_QA.rst:20-42  " text)))
    (bpffaq-tests--press "data/bpf_devel_QA.rst:20-42")
    (bpffaq-tests--wait (or bpffaq-tests--said (buffer-file-name (window-buffer))))
    (should-not bpffaq-tests--said)
    (with-current-buffer (window-buffer)
      (should (equal "bpf_devel_QA.rst" (file-name-nondirectory buffer-file-name)))
      (should (= 20 (line-number-at-pos)))
      (should (looking-at "Q: How do I report bugs for BPF kernel code\\?$"))
      (kill-buffer))))

(ert-deftest bpffaq-real-code-is-verbatim ()
  (bpffaq-tests--with bpffaq-tests--real
    (bpffaq-tests--ask
     "How do I indicate which tree (bpf vs. bpf-next) my patch should be applied to?")
    (should (eq 'bpffaq-code (bpffaq-tests--face
                              "    git format-patch --subject-prefix='PATCH bpf' start..finish\n")))))

(ert-deftest bpffaq-real-conversation ()
  (bpffaq-tests--with bpffaq-tests--real
    (bpffaq-tests--ask "How do I report bugs for BPF kernel code?")
    (bpffaq-tests--ask "To which mailing list do I need to submit my BPF patches?")
    (should-not bpffaq-tests--said)
    (should (equal (mapcar (lambda (turn) (plist-get turn :id)) bpffaq--turns)
                   '("q-to-which-mailing-list-do-i-need-to-submit-my-bpf-patches"
                     "q-how-do-i-report-bugs-for-bpf-kernel-code")))
    (bpffaq--open "q-how-do-i-report-bugs-for-bpf-kernel-code" bpffaq--turns)
    (bpffaq-tests--wait (string-prefix-p "How do I report bugs" (bpffaq-tests--text)))
    (should-not bpffaq-tests--said)))

(ert-deftest bpffaq-real-completion ()
  (bpffaq-tests--with bpffaq-tests--real
    (bpffaq--read-entries-for-tests)
    (should (= 27 (length bpffaq--entries)))
    (should (member "How do I report bugs for BPF kernel code?"
                    (all-completions "How do I rep" #'bpffaq--table)))
    (should (equal (bpffaq-tests--type [?h ?o ?w ?\s ?d ?o ?\s ?i ?\s ?r ?e ?p ?\t])
                   "How do I report bugs for BPF kernel code?"))))

(provide 'bpffaq-tests)
;;; bpffaq-tests.el ends here
