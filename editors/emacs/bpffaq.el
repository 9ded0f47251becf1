;;; bpffaq.el --- Ask a FAQ and read the answer with its source  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT

;; Author: The bpffaq developers
;; Version: 1.0.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: help, docs, tools

;;; Commentary:

;; bpffaq answers questions about the Linux kernel's BPF development FAQ,
;; or any FAQ written in reStructuredText, with the document's own words
;; and an exact citation.  This package asks the program `bpffaq' (it must
;; be installed) and shows what it says.
;;
;;   M-x bpffaq         ask a question; TAB completes known questions
;;   M-x bpffaq-region  the region, or the symbol at point, is the question
;;   M-x bpffaq-list    browse all entries, or those with a word
;;   M-x bpffaq-new     forget the conversation so far
;;
;; Questions of one conversation are sent along, so that "and for stable?"
;; is understood.  The answer stands in the buffer *bpffaq*: press `f' there
;; for a follow-up, `o' to visit the cited lines, `?' for all keys.
;;
;; The program runs in the background, is started by the first question and
;; stays.  Emacs never waits for it, except a moment for completions.

;;; Code:

(require 'button)
(require 'browse-url)
(require 'cl-lib)
(require 'jsonrpc)
(require 'pulse)
(require 'seq)
(require 'subr-x)
(require 'thingatpt)
(require 'url-util)

(defgroup bpffaq nil
  "Answers from a FAQ, with citations."
  :group 'help
  :prefix "bpffaq-")

(defcustom bpffaq-command '("bpffaq" "serve")
  "Program and arguments that answer questions on standard input.
Add \"--source\" and a path to ask other documents than the bundled one.
The program runs in your home directory; changing this takes effect with
the next question."
  :type '(repeat string)
  :risky t)

(defcustom bpffaq-sources nil
  "Documents to ask instead of those that `bpffaq-command' asks.
Files or directories; a relative one is relative to the directory of the
buffer.  Meant to be set for a project, in its .dir-locals.el: a list of
local names is safe there."
  :type '(repeat string))

;;;###autoload
(put 'bpffaq-sources 'safe-local-variable
     (lambda (value)
       (and (listp value)
            (seq-every-p (lambda (name) (and (stringp name) (not (file-remote-p name))))
                         value))))

(defcustom bpffaq-limit 5
  "How many entries an answer may hold: the first is shown, the rest offered."
  :type 'natnum)

(defcustom bpffaq-timeout 10
  "Seconds after which an unanswered question is given up.
While the program reads documents it says how far it is, and the time
begins anew."
  :type 'number)

(defcustom bpffaq-completion-timeout 0.3
  "Seconds that completion may wait for the program.
Typing ends the wait at once."
  :type 'number)

(defcustom bpffaq-fill-column 78
  "Widest line of running text in an answer; a narrower window fills less."
  :type 'natnum)

(defface bpffaq-question '((t :inherit (bold font-lock-function-name-face)))
  "Face of an entry's question.")

(defface bpffaq-short-answer '((t :inherit bold))
  "Face of the sentence that answers.")

(defface bpffaq-code '((t :inherit (fixed-pitch font-lock-constant-face)))
  "Face of code, which is shown verbatim.")

(defface bpffaq-note '((t :inherit shadow))
  "Face of what the program says about an answer.")

(defvar bpffaq-history nil
  "Questions asked before.")

(defvar bpffaq--turns nil
  "Earlier questions with the entries that answered, newest first.")

(defvar bpffaq--entries nil
  "Alist of all questions and their sections, as the running program has them.")

(defvar bpffaq--completions nil
  "What was typed last, and the questions completing it.")

(defconst bpffaq--turns-kept 8
  "How many earlier questions are sent along.")

(defconst bpffaq--whole 12
  "Lines up to which a text is not preceded by its short answer.")

(defconst bpffaq--question-size 10000
  "Characters a question may have.")

(defvar-local bpffaq--asked nil
  "The command that what the buffer shows was asked of, or nil.")

(defun bpffaq--command ()
  "Return the command to ask, for the current buffer."
  (or bpffaq--asked
      (append bpffaq-command
              (mapcan (lambda (name)
                        (list "--source" (expand-file-name name (bpffaq--base))))
                      bpffaq-sources))))

(defun bpffaq--base ()
  "Return the directory that `bpffaq-sources' are relative to."
  (or (and (local-variable-p 'bpffaq-sources)
           (locate-dominating-file default-directory dir-locals-file))
      default-directory))

(defun bpffaq--tell (reason)
  "Say REASON in one line and return that."
  (message "bpffaq: %s" (string-join (split-string reason) " ")))


;;; The program in the background

(defvar bpffaq--connection nil
  "The connection to the running program, or nil.")

(defvar bpffaq--pending nil
  "Requests that have no reply yet.")

(cl-defstruct (bpffaq--request (:constructor bpffaq--make-request))
  "A request, kept until its reply so that it can be sent again.
SUCCESS gets the result, FAILURE one line of text."
  method params success failure connection command sent-again timer reading)

(defun bpffaq--check-program (command)
  "Signal a `user-error' if the program of COMMAND is absent."
  (let ((program (car command)))
    (unless (and (stringp program) (executable-find program))
      (user-error "Cannot find the program %S; install bpffaq or set `bpffaq-command'" program))))

(defun bpffaq--start (command)
  "Start the program of COMMAND and return the connection to it."
  (bpffaq--check-program command)
  (let* ((default-directory (expand-file-name "~/"))
         (connection
          (apply #'make-instance 'jsonrpc-process-connection
                 :name "bpffaq"
                 :process (lambda () (bpffaq--make-process command))
                 :notification-dispatcher #'bpffaq--notified
                 :on-shutdown #'bpffaq--ended
                 ;; Keep no log; the name of the option changed in Emacs 30.
                 (if (boundp 'jsonrpc-event-hook)
                     '(:events-buffer-config (:size 0))
                   '(:events-buffer-scrollback-size 0))))
         (process (jsonrpc--process connection))
         (sentinel (process-sentinel process)))
    (process-put process 'bpffaq-command command)
    ;; What is said about the end of the program is for us to say.
    (set-process-sentinel process (lambda (process change)
                                    (let ((inhibit-message t))
                                      (funcall sentinel process change))))
    (when-let ((errors (get-buffer-process (jsonrpc-stderr-buffer connection))))
      (set-process-sentinel errors #'ignore))
    connection))

(defun bpffaq--make-process (command)
  "Run COMMAND."
  (make-process :name "bpffaq"
                :command command
                :connection-type 'pipe
                :coding 'utf-8-emacs-unix
                :noquery t
                :stderr (get-buffer-create "*bpffaq stderr*")))

(defun bpffaq--connect (command)
  "Return a connection to the program of COMMAND, running it if need be."
  (unless (and bpffaq--connection
               (jsonrpc-running-p bpffaq--connection)
               (equal command
                      (process-get (jsonrpc--process bpffaq--connection) 'bpffaq-command)))
    (bpffaq-stop)
    (setq bpffaq--connection (bpffaq--start command)))
  bpffaq--connection)

(defun bpffaq-stop ()
  "Stop the program until the next question."
  (interactive)
  (when-let ((connection bpffaq--connection))
    (setq bpffaq--connection nil
          bpffaq--entries nil
          bpffaq--completions nil
          bpffaq--pending (seq-remove (lambda (request)
                                        (when (eq connection
                                                  (bpffaq--request-connection request))
                                          (bpffaq--stop-waiting request)
                                          t))
                                      bpffaq--pending))
    (delete-process (jsonrpc--process connection))))

(defun bpffaq--request (method params success &optional failure)
  "Send METHOD with PARAMS; return at once.
SUCCESS is called with the result, or FAILURE (`bpffaq--tell' if nil) with
one line that says why there is none."
  (bpffaq--send (bpffaq--make-request :method method :params params :success success
                                      :command (bpffaq--command)
                                      :failure (or failure #'bpffaq--tell))))

(defun bpffaq--send (request)
  "Send REQUEST, starting the program if need be."
  (let ((connection (bpffaq--connect (bpffaq--request-command request))))
    (setf (bpffaq--request-connection request) connection)
    (push request bpffaq--pending)
    (bpffaq--wait-for request)
    (condition-case nil
        (jsonrpc-async-request
         connection (bpffaq--request-method request) (bpffaq--request-params request)
         :timeout nil
         :success-fn (lambda (result) (bpffaq--succeeded request result))
         :error-fn (lambda (problem) (bpffaq--refused request problem)))
      ;; The program went just now: its end is handled where ends are.
      (error (delete-process (jsonrpc--process connection))))))

(defun bpffaq--settle (request)
  "Take REQUEST off the pending ones; return nil if it was not there."
  (when (memq request bpffaq--pending)
    (bpffaq--stop-waiting request)
    (setq bpffaq--pending (delq request bpffaq--pending))
    t))

(defun bpffaq--wait-for (request)
  "Let the time of REQUEST begin anew."
  (bpffaq--stop-waiting request)
  (setf (bpffaq--request-timer request)
        (run-at-time bpffaq-timeout nil #'bpffaq--timed-out request)))

(defun bpffaq--stop-waiting (request)
  "Let no time run for REQUEST."
  (when (timerp (bpffaq--request-timer request))
    (cancel-timer (bpffaq--request-timer request))))

(defun bpffaq--notified (connection method params)
  "Say how far the program at the end of CONNECTION is, as METHOD and PARAMS tell."
  (when (eq method 'faq/progress)
    (dolist (request bpffaq--pending)
      (when (eq connection (bpffaq--request-connection request))
        (setf (bpffaq--request-reading request) t)
        (bpffaq--wait-for request)))
    (let ((message-log-max nil))
      (message "bpffaq: %s" (plist-get params :message)))))

(defun bpffaq--succeeded (request result)
  "Hand RESULT to the success function of REQUEST."
  (when (bpffaq--settle request)
    (condition-case problem
        (funcall (bpffaq--request-success request) result)
      (error (funcall (bpffaq--request-failure request)
                      (format "the reply could not be shown: %s"
                              (error-message-string problem)))))))

(defun bpffaq--refused (request problem)
  "Say why the program refused REQUEST; PROBLEM is its error object.
The end of the program is no refusal: `bpffaq--ended' sees to that."
  (when (and (jsonrpc-running-p (bpffaq--request-connection request))
             (bpffaq--settle request))
    (funcall (bpffaq--request-failure request)
             (or (plist-get problem :message) "the request was refused"))))

(defun bpffaq--timed-out (request)
  "Give REQUEST up; the program is left alone, for what it does is not lost."
  (when (bpffaq--settle request)
    (funcall (bpffaq--request-failure request)
             (format "no answer within %s s; ask again, or M-x bpffaq-stop ends the program"
                     bpffaq-timeout))))

(defun bpffaq--ended (connection)
  "Send what was under way on CONNECTION again: its program ended."
  (when (eq connection bpffaq--connection)
    (setq bpffaq--connection nil
          bpffaq--entries nil))
  (let ((orphans (seq-filter (lambda (request)
                               (eq connection (bpffaq--request-connection request)))
                             bpffaq--pending))
        (errors (jsonrpc-stderr-buffer connection)))
    (mapc #'bpffaq--stop-waiting orphans)
    (setq bpffaq--pending (seq-difference bpffaq--pending orphans #'eq))
    (when orphans
      (run-at-time 0 nil #'bpffaq--send-again (nreverse orphans) errors))))

(defun bpffaq--send-again (requests errors)
  "Send each of REQUESTS a second time, none a third time.
ERRORS is the buffer of what the program said before it ended."
  (dolist (request requests)
    (condition-case problem
        (if (bpffaq--request-sent-again request)
            (funcall (bpffaq--request-failure request)
                     (concat "the program ended twice" (bpffaq--last-words errors)))
          (setf (bpffaq--request-sent-again request) t)
          (bpffaq--send request))
      (error (funcall (bpffaq--request-failure request) (error-message-string problem))))))

(defun bpffaq--last-words (buffer)
  "Return the last line of BUFFER after a colon, or nothing."
  (let* ((process (get-buffer-process buffer))
         (text (progn (when process (accept-process-output process 0.2))
                      (if (buffer-live-p buffer)
                          (with-current-buffer buffer (buffer-string))
                        "")))
         (line (car (last (split-string text "\n" t "[ \t\r]+")))))
    (if line (concat ": " line) "")))


;;; Reading a question

(defun bpffaq--await (method params value)
  "Send METHOD with PARAMS; return VALUE called with the result, nil if none.
Waits for `bpffaq-completion-timeout' at most, and not while keys wait."
  (let ((deadline (+ (float-time) bpffaq-completion-timeout))
        done result)
    (bpffaq--request method params
                     (lambda (reply) (setq result (funcall value reply) done t))
                     (lambda (_reason) (setq done t)))
    (while (not (or done (input-pending-p) (> (float-time) deadline)))
      (accept-process-output nil 0.02))
    result))

(defun bpffaq--note-entries (reply)
  "Keep the questions of REPLY to the method faq/list, if they are all there."
  (unless (plist-get reply :reading)
    (bpffaq--keep-entries reply)))

(defun bpffaq--keep-entries (reply)
  "Keep the questions of REPLY to the method faq/list."
  (setq bpffaq--entries
        (mapcar (lambda (entry)
                  (cons (plist-get entry :question)
                        (string-join (plist-get entry :section) " › ")))
                (plist-get reply :entries))))

(defun bpffaq--items (reply)
  "Return the texts in REPLY to the method faq/complete."
  (mapcar (lambda (item) (plist-get item :text)) (plist-get reply :items)))

(defun bpffaq--completions (typed)
  "Return the questions completing TYPED, as the program knows them."
  (unless (equal typed (car bpffaq--completions))
    (when-let ((items (bpffaq--await 'faq/complete (list :prefix typed :limit 20)
                                     #'bpffaq--items)))
      (setq bpffaq--completions (cons typed items))))
  (when (equal typed (car bpffaq--completions))
    (cdr bpffaq--completions)))

(defun bpffaq--candidates (string)
  "Return the questions to choose from while STRING is completed."
  (let ((typed (if (minibufferp) (minibuffer-contents-no-properties) string)))
    (delete-dups (append (bpffaq--completions typed) (mapcar #'car bpffaq--entries)))))

(defun bpffaq--annotate (question)
  "Return the section of QUESTION to stand behind it."
  (when-let ((section (cdr (assoc question bpffaq--entries))))
    (concat "  " (propertize section 'face 'completions-annotations))))

(defun bpffaq--table (string predicate action)
  "Complete STRING to a question as PREDICATE and ACTION say."
  (if (eq action 'metadata)
      '(metadata (category . bpffaq) (annotation-function . bpffaq--annotate))
    (complete-with-action action (bpffaq--candidates string) string predicate)))

;; A word of a question is enough to find it, whatever it begins with.
(add-to-list 'completion-category-defaults '(bpffaq (styles basic substring)))

(defun bpffaq--plain-keys ()
  "Let space and question mark stand for themselves: questions have both."
  (use-local-map (make-composed-keymap
                  (let ((map (make-sparse-keymap)))
                    (define-key map " " #'self-insert-command)
                    (define-key map "?" #'self-insert-command)
                    map)
                  (current-local-map))))

(defun bpffaq--read (prompt)
  "Read a question with PROMPT; known questions complete, any text will do."
  (bpffaq--connect (bpffaq--command))
  (unless bpffaq--entries
    (bpffaq--request 'faq/list (make-hash-table) #'bpffaq--note-entries #'ignore))
  (let ((completion-ignore-case t)
        (symbol (thing-at-point 'symbol t)))
    (minibuffer-with-setup-hook
        (lambda ()
          (bpffaq--plain-keys)
          ;; For M-n; an empty answer stays empty.
          (when symbol (setq-local minibuffer-default symbol)))
      (completing-read prompt #'bpffaq--table nil nil nil 'bpffaq-history))))

(defun bpffaq--clean (text)
  "Return TEXT as one line that JSON can carry, or signal a `user-error'."
  (let ((question (string-join
                   (split-string
                    (concat (mapcar (lambda (char)
                                      (if (or (< char ?\s) (> char #x10FFFF) (<= #xD800 char #xDFFF))
                                          ?\s
                                        char))
                                    (substring-no-properties text))))
                   " ")))
    (cond ((string-empty-p question)
           (user-error "No question"))
          ((> (length question) bpffaq--question-size)
           (user-error "A question has %d characters at most, this has %d"
                       bpffaq--question-size (length question)))
          (t question))))


;;; Asking

(defvar bpffaq--ticket 0
  "Number of the newest question; replies to older ones are not shown.")

(cl-defstruct (bpffaq--view (:constructor bpffaq--make-view))
  "What the answer buffer shows: AGAIN asks for it anew, PAINT inserts it.
TURNS is the conversation once it was shown, CITATION what it cites."
  again paint turns citation)

(defun bpffaq--turn (question answer)
  "Return QUESTION and the entry that ANSWER gives, as the program wants it."
  (list :query question
        :id (or (and (equal (plist-get answer :status) "answered")
                     (plist-get (bpffaq--best answer) :id))
                "")))

(defun bpffaq--best (answer)
  "Return the first result of ANSWER, or nil."
  (let ((results (plist-get answer :results)))
    (unless (seq-empty-p results) (seq-elt results 0))))

(defun bpffaq--ask (question turns &optional replace)
  "Ask QUESTION and show the answer when it is there.
TURNS are the questions before it.
The answer takes the place of the one shown if REPLACE is non-nil."
  (bpffaq--fetch
   'faq/search
   (list :query question :limit bpffaq-limit :progress t :context (vconcat (reverse turns)))
   (lambda (answer)
     (bpffaq--make-view
      :again (lambda () (bpffaq--ask question turns t))
      :paint (lambda () (bpffaq--insert-answer answer))
      :turns (seq-take (cons (bpffaq--turn question answer) turns) bpffaq--turns-kept)
      :citation (and (equal (plist-get answer :status) "answered")
                     (plist-get (bpffaq--best answer) :citation))))
   replace))

(defun bpffaq--open (id turns &optional replace)
  "Show the entry ID, which a follow-up is about from now on.
TURNS are the questions before.  The entry takes the place of what is
shown if REPLACE is non-nil."
  (bpffaq--fetch
   'faq/show (list :id id)
   (lambda (entry)
     (bpffaq--make-view
      :again (lambda () (bpffaq--open id turns t))
      :paint (lambda () (bpffaq--insert-entry entry))
      :turns (when turns
               (cons (list :query (plist-get (car turns) :query) :id id) (cdr turns)))
      :citation (plist-get entry :citation)))
   replace))

(defun bpffaq--fetch (method params view replace)
  "Send METHOD with PARAMS, then call VIEW with the result and show its value.
REPLACE is as in `bpffaq--show'."
  (let ((ticket (cl-incf bpffaq--ticket))
        (window (selected-window))
        (asked (and (or bpffaq--asked (local-variable-p 'bpffaq-sources)
                        (local-variable-p 'bpffaq-command))
                    (bpffaq--command))))
    (bpffaq--request method params
                     (lambda (result)
                       (when (= ticket bpffaq--ticket)
                         (bpffaq--show (funcall view result) window replace)
                         (with-current-buffer "*bpffaq*"
                           (setq bpffaq--asked asked)))))))

;;;###autoload
(defun bpffaq-list (word)
  "Browse the entries with WORD, or all of them if it is empty."
  (interactive (list (read-string "Entries with word (empty for all): ")))
  (bpffaq--fetch
   'faq/list (list :word word)
   (lambda (reply)
     (bpffaq--make-view
      :again (lambda () (bpffaq-list word))
      :paint (lambda () (bpffaq--insert-list word reply))
      :turns bpffaq--turns))
   nil))

(defun bpffaq--insert-list (word reply)
  "Insert the entries of REPLY, those with WORD."
  (let ((entries (append (plist-get reply :entries) nil)))
    (bpffaq--note "%d %s%s" (length entries) (if (cdr entries) "entries" "entry")
                  (if (string-empty-p word) "" (format " with \"%s\"" word)))
    (when-let ((reading (plist-get reply :reading)))
      (bpffaq--note "%s" (plist-get reading :message)))
    (pcase-dolist (`(,section . ,group)
                   (seq-group-by (lambda (entry)
                                   (string-join (plist-get entry :section) " › "))
                                 entries))
      (bpffaq--insert-candidates section group))))

;;;###autoload
(defun bpffaq (question)
  "Ask QUESTION and show the answer with its source.
Interactively, known questions complete; any other text will do as well.
Earlier questions are sent along; see `bpffaq-new'."
  (interactive (list (bpffaq--read "Question: ")))
  (bpffaq--ask (bpffaq--clean question) bpffaq--turns))

;;;###autoload
(defun bpffaq-region ()
  "Ask the region, or the symbol at point if the region is not active."
  (interactive)
  (bpffaq (cond ((use-region-p)
                 (buffer-substring-no-properties (region-beginning) (region-end)))
                ((thing-at-point 'symbol t))
                (t (user-error "No region and no symbol at point")))))

;;;###autoload
(defun bpffaq-new ()
  "Forget the conversation: the next question stands on its own."
  (interactive)
  (setq bpffaq--turns nil)
  (message "The next question begins a new conversation"))

(defun bpffaq-follow-up (question)
  "Ask QUESTION as a follow-up of what was asked before."
  (interactive (list (bpffaq--read "Follow-up: ")))
  (bpffaq question))


;;; The answer buffer

(defvar-local bpffaq--views nil
  "What this buffer showed, newest first.")

(defvar bpffaq-mode-map
  (let ((map (make-sparse-keymap)))
    (set-keymap-parent map (make-composed-keymap button-buffer-map special-mode-map))
    (define-key map "n" #'bpffaq-next)
    (define-key map "p" #'bpffaq-previous)
    (define-key map "f" #'bpffaq-follow-up)
    (define-key map "s" #'bpffaq)
    (define-key map "b" #'bpffaq-list)
    (define-key map "c" #'bpffaq-new)
    (define-key map "o" #'bpffaq-visit)
    (define-key map "u" #'bpffaq-browse)
    (define-key map "l" #'bpffaq-back)
    map)
  "Keys of the answer buffer.")

(define-derived-mode bpffaq-mode special-mode "bpffaq"
  "Major mode of answers.

\\{bpffaq-mode-map}"
  :interactive nil
  (setq-local revert-buffer-function #'bpffaq--again)
  (setq-local header-line-format
              (substitute-command-keys
               (concat "\\<bpffaq-mode-map>\\[bpffaq-follow-up] follow-up  \\[bpffaq-visit] source"
                       "  \\[bpffaq-browse] web  \\[bpffaq-next]/\\[bpffaq-previous] move"
                       "  \\[bpffaq-back] back  \\[revert-buffer] again  \\[quit-window] quit")))
  (setq-local imenu-create-index-function #'bpffaq--imenu)
  (add-hook 'eldoc-documentation-functions #'bpffaq--eldoc nil t))

(defun bpffaq--imenu ()
  "Return the headings and entries of the buffer with their places."
  (let (index)
    (save-excursion
      (goto-char (point-min))
      (while (not (eobp))
        (let ((button (button-at (+ 2 (line-beginning-position)))))
          (when (or (eq (get-text-property (point) 'face) 'bpffaq-question)
                    (and button (eq (button-type button) 'bpffaq-entry)))
            (push (cons (string-trim (buffer-substring-no-properties
                                      (point) (line-end-position)))
                        (point))
                  index)))
        (forward-line 1)))
    (nreverse index)))

(defun bpffaq--eldoc (_callback &rest _)
  "Return what the button at point does."
  (when-let ((button (button-at (point))))
    (button-get button 'help-echo)))

(defun bpffaq--show (view window replace)
  "Show VIEW, in the place of the newest one if REPLACE.
The window of the answer is selected if WINDOW, where the question was
asked, still is."
  (let ((buffer (get-buffer-create "*bpffaq*")))
    (with-current-buffer buffer
      (unless (derived-mode-p 'bpffaq-mode) (bpffaq-mode)))
    ;; Displayed first: the window's width decides where lines end.
    (let ((shown (display-buffer buffer)))
      (with-current-buffer buffer
        (bpffaq--paint view (or shown (selected-window)))
        (when replace (pop bpffaq--views))
        (push view bpffaq--views))
      (when (and shown (eq window (selected-window)))
        (select-window shown)))))

;; Generated: by tests/record_characters.py, do not edit.
(defconst bpffaq--harmful
  '((#x0 . #x8) (#xb . #x1f) (#x7f . #x9f) (#xad . #xad) (#x61c . #x61c)
    (#x180e . #x180e) (#x200b . #x200b) (#x200e . #x200f) (#x2028 . #x202e) (#x2060 . #x206f)
    (#xd800 . #xdfff) (#xfeff . #xfeff) (#xfff9 . #xfffb) (#xe0000 . #xe007f))
  "First and last of each range of characters that are never shown.")
(defconst bpffaq--joiners '(#x200c #x200d)
  "Characters that are shown within a word that is not ASCII alone.")

(defconst bpffaq--harmless
  (let ((table (make-char-table 'translation-table)))
    (dolist (range bpffaq--harmful table)
      (set-char-table-range table range #xfffd)))
  "What stands for characters that control a display instead of being read.")

(defun bpffaq--word-p (char)
  "Return non-nil if CHAR belongs to a word that joiners may stand in."
  (and char (> char 127) (/= char #xfffd) (not (memq char bpffaq--joiners))
       (not (eq (char-syntax char) ?\s))))

(defun bpffaq--disarm ()
  "Replace the harmful characters of the current buffer."
  (translate-region (point-min) (point-max) bpffaq--harmless)
  (goto-char (point-min))
  (let ((joiners (concat "[" bpffaq--joiners "]")))
    (while (re-search-forward joiners nil t)
      (unless (and (bpffaq--word-p (char-before (1- (point))))
                   (bpffaq--word-p (char-after)))
        (let ((properties (text-properties-at (1- (point)))))
          (delete-char -1)
          (insert (apply #'propertize (string #xfffd) properties)))))))

(defun bpffaq--paint (view window)
  "Fill the current buffer with VIEW for WINDOW."
  (let ((inhibit-read-only t)
        (fill-column (max 20 (min bpffaq-fill-column (- (window-width window) 2)))))
    (erase-buffer)
    (funcall (bpffaq--view-paint view))
    (insert "\n")
    (insert-text-button "Ask a follow-up" :type 'bpffaq-follow-up)
    (insert "\n")
    (bpffaq--disarm)
    (set-buffer-modified-p nil)
    (goto-char (point-min))
    (set-window-point window (point-min))
    (set-window-start window (point-min)))
  (setq bpffaq--turns (bpffaq--view-turns view)))

(defun bpffaq--again (&rest _)
  "Ask again for the answer or entry in the buffer."
  (if bpffaq--views
      (funcall (bpffaq--view-again (car bpffaq--views)))
    (user-error "Nothing was asked here")))

(defun bpffaq-back ()
  "Show again what was shown before, and go on from there."
  (interactive nil bpffaq-mode)
  (unless (cdr bpffaq--views) (user-error "There is no earlier answer"))
  (cl-incf bpffaq--ticket)
  (pop bpffaq--views)
  (bpffaq--paint (car bpffaq--views) (selected-window)))

(defun bpffaq-next (count)
  "Move COUNT buttons forward, around the end."
  (interactive "p" bpffaq-mode)
  (forward-button count t t))

(defun bpffaq-previous (count)
  "Move COUNT buttons back, around the beginning."
  (interactive "p" bpffaq-mode)
  (forward-button (- count) t t))

(defun bpffaq--citation ()
  "Return what the buffer cites, or signal a `user-error'."
  (or (and bpffaq--views (bpffaq--view-citation (car bpffaq--views)))
      (user-error "No answer is cited here")))

(defun bpffaq-visit ()
  "Visit the cited lines of the document."
  (interactive nil bpffaq-mode)
  (bpffaq--visit (bpffaq--citation)))

(defun bpffaq-browse ()
  "Open the web address of the citation."
  (interactive nil bpffaq-mode)
  (bpffaq--browse (plist-get (bpffaq--citation) :url)))


;;; What buttons do

(define-button-type 'bpffaq-source
  'action (lambda (button) (bpffaq--visit (button-get button 'bpffaq-value)))
  'help-echo "Visit these lines of the document"
  'follow-link t)

(define-button-type 'bpffaq-web
  'action (lambda (button) (bpffaq--browse (button-get button 'bpffaq-value)))
  'follow-link t)

(define-button-type 'bpffaq-entry
  'action (lambda (button) (bpffaq--open (button-get button 'bpffaq-value) bpffaq--turns))
  'help-echo "Show this entry"
  'follow-link t)

(define-button-type 'bpffaq-follow-up
  'action (lambda (_button) (call-interactively #'bpffaq-follow-up))
  'help-echo "Ask a follow-up question"
  'follow-link t)

(defun bpffaq--address-p (url)
  "Return non-nil if URL is one that may be opened."
  (and (stringp url)
       (string-match-p "\\`\\(?:https?://\\|mailto:\\)[^[:space:][:cntrl:]]+\\'" url)))

(defun bpffaq--browse (url)
  "Open URL if it is an address of the web or of mail.
Of mail it is nothing but the address: the rest tells a mail program what to do."
  (if (bpffaq--address-p url)
      (browse-url (if (string-match-p "\\`https?:" url)
                      url
                    (replace-regexp-in-string "\\?.*" "" url)))
    (user-error "There is no web address here")))

(defun bpffaq--sources-command ()
  "Return the command that prints where the documents lie."
  (let* ((command (bpffaq--command))
         (words (member "serve" command)))
    (append (if words (butlast command (length words)) (list (car command)))
            '("sources") (remove "--vectors" (cdr words)) '("--json"))))

(defun bpffaq--sources (success)
  "Call SUCCESS with the list of documents in use, when it is there."
  (bpffaq--check-program (bpffaq--command))
  (let* ((default-directory (expand-file-name "~/"))
         (errors (generate-new-buffer " *bpffaq sources errors*"))
         (process (make-process :name "bpffaq sources"
                                :buffer (generate-new-buffer " *bpffaq sources*")
                                :command (bpffaq--sources-command)
                                :connection-type 'pipe :coding 'utf-8-unix :noquery t
                                :stderr errors
                                :sentinel #'ignore))
         (timer (run-at-time bpffaq-timeout nil #'delete-process process)))
    (set-process-sentinel (get-buffer-process errors) #'ignore)
    (set-process-sentinel
     process
     (lambda (process _change)
       (unless (process-live-p process)
         (cancel-timer timer)
         (unwind-protect (bpffaq--read-sources process errors success)
           (kill-buffer (process-buffer process))
           (kill-buffer errors)))))))

(defun bpffaq--read-sources (process errors success)
  "Call SUCCESS with what PROCESS printed, or tell the last line of ERRORS."
  (condition-case nil
      (let ((reply (with-current-buffer (process-buffer process)
                     (goto-char (point-min))
                     (json-parse-buffer :object-type 'plist :array-type 'list))))
        (funcall success (plist-get reply :sources)))
    (json-error (bpffaq--tell (format "`%s' does not say where the document lies%s"
                                      (string-join (process-command process) " ")
                                      (bpffaq--last-words errors))))))

(defun bpffaq--path (file source)
  "Return the path of FILE, which is SOURCE or in its directory, or nil.
It means a local file whatever stands in it: no \"~\", no remote file."
  (let ((name (plist-get source :file))
        (path (bpffaq--local-path source)))
    (cond ((equal file name) path)
          ((string-prefix-p (file-name-as-directory name) file)
           (concat (file-name-as-directory path)
                   (string-remove-prefix (file-name-as-directory name) file))))))

(defun bpffaq--local-path (source)
  "Return the quoted path of SOURCE; the bytes of its address may be any."
  (let ((uri (plist-get source :uri)))
    (file-name-quote
     (if uri
         (decode-coding-string (url-unhex-string (string-remove-prefix "file://" uri))
                               (or file-name-coding-system default-file-name-coding-system
                                   'utf-8-unix))
       (plist-get source :path))
     t)))

(defun bpffaq--visit (citation)
  "Visit the lines of CITATION when the program has said where they are."
  (let ((file (plist-get citation :file))
        (lines (plist-get citation :lines))
        (window (selected-window)))
    (bpffaq--sources
     (lambda (sources)
       (let* ((source (seq-find (lambda (source) (bpffaq--path file source)) sources))
              (path (and source (bpffaq--path file source))))
         (cond ((not path)
                (bpffaq--tell (format "%s is not a document in use any more" file)))
               ((not (file-readable-p path))
                (bpffaq--tell (format "%s cannot be read" (file-name-unquote path))))
               (t (bpffaq--go path lines window
                              (equal (plist-get source :origin) "bundled")))))))))

(defun bpffaq--go (path lines window installed)
  "Visit PATH at LINES, in another window than WINDOW; read only if INSTALLED.
What the document says of Emacs variables is not heeded."
  (with-selected-window (if (window-live-p window) window (selected-window))
    (let ((enable-local-variables nil)
          (enable-local-eval nil)
          (plain (file-name-unquote path)))
      (funcall (if installed #'find-file-read-only-other-window #'find-file-other-window)
               ;; Quoted only where it would mean another file.
               (if (or (file-remote-p plain) (not (equal plain (expand-file-name plain))))
                   path
                 plain)))
    (setq window (selected-window)))
  (select-window window)
  (widen)
  (goto-char (point-min))
  (forward-line (1- (seq-elt lines 0)))
  (recenter 0)
  (let ((first (point)))
    (save-excursion
      (forward-line (1+ (- (seq-elt lines 1) (seq-elt lines 0))))
      (pulse-momentary-highlight-region first (point)))))


;;; Drawing an answer

(defun bpffaq--note (format &rest arguments)
  "Insert a line made of FORMAT and ARGUMENTS, which is not of the document."
  (bpffaq--fill (apply #'format format arguments) "" 'bpffaq-note))

(defun bpffaq--fill (text prefix face &optional first)
  "Insert TEXT in FACE, filled, its lines behind PREFIX, the first behind FIRST."
  (let ((start (point))
        (fill-prefix (and (not (string-empty-p prefix)) prefix))
        (adaptive-fill-mode nil)
        (sentence-end-double-space nil))
    (insert (or first prefix) text "\n")
    (when face (add-face-text-property start (point) face))
    (fill-region-as-paragraph start (point))))

(defun bpffaq--insert-answer (answer)
  "Insert ANSWER, a result of the method faq/search."
  (let ((results (append (plist-get answer :results) nil)))
    (bpffaq--fill (concat "You asked: " (plist-get answer :query)) "" 'bpffaq-note)
    (bpffaq--insert-remarks answer)
    (insert "\n")
    (pcase (plist-get answer :status)
      ("answered" (bpffaq--insert-entry (car results))
                  (bpffaq--insert-candidates "Other entries" (cdr results)))
      ("closest" (bpffaq--note "The document does not answer this.")
                 (bpffaq--insert-candidates "These entries may help" results))
      ("not_covered" (bpffaq--note "The document does not cover this question."))
      (status (error "Unknown status %S" status)))))

(defun bpffaq--insert-remarks (answer)
  "Insert how ANSWER came about: confidence, spelling, words unknown."
  (when (equal (plist-get answer :status) "answered")
    (bpffaq--note "Confidence: %s (%.2f)"
                  (plist-get answer :level) (plist-get answer :confidence)))
  (when-let ((taken (plist-get answer :taken_with)))
    (bpffaq--note "Taken with: %s" taken))
  (cl-loop for (wrong right) on (plist-get answer :corrections) by #'cddr
           do (bpffaq--note "Read \"%s\" as \"%s\"." (substring (symbol-name wrong) 1) right))
  (when-let ((words (append (plist-get answer :unmatched) nil)))
    (bpffaq--note "Not in the document: %s." (string-join words ", ")))
  (seq-doseq (notice (plist-get answer :notices))
    (bpffaq--note "%s" notice)))

(defun bpffaq--insert-entry (entry)
  "Insert ENTRY: question, answer with what is short of it marked, citation, links.
The short answer also precedes a long text, or one that it is not found in."
  (bpffaq--fill (plist-get entry :question) "" 'bpffaq-question)
  (unless (seq-empty-p (plist-get entry :section))
    (bpffaq--note "%s" (string-join (plist-get entry :section) " › ")))
  (insert "\n")
  (let* ((start (point))
         (short (plist-get entry :short_answer))
         (found (bpffaq--insert-text (plist-get entry :blocks) short))
         (length (- (point) start)))
    (when (and short (or (not found) (> (count-lines start (point)) bpffaq--whole)))
      (goto-char start)
      (bpffaq--insert-short (plist-get short :text) (plist-get entry :blocks))
      (insert "\n" (propertize (make-string 20 ?─) 'face 'bpffaq-note) "\n\n")
      (forward-char length)))
  (insert "\n")
  (bpffaq--insert-citation (plist-get entry :citation))
  (bpffaq--insert-links (plist-get entry :links)))

(defun bpffaq--insert-text (blocks short)
  "Insert BLOCKS, with what answers according to SHORT marked in them.
Return non-nil if all of it was found."
  (let ((pieces (and short (split-string (plist-get short :text) "\n" t)))
        before)
    (seq-doseq (block blocks)
      (when (and before (not (and (bpffaq--item-p before) (bpffaq--item-p block))))
        (insert "\n"))
      (let ((start (point)))
        (bpffaq--insert-block block)
        (when (bpffaq--overlap-p block short)
          (setq pieces (bpffaq--mark pieces start))))
      (setq before block))
    (null pieces)))

(defun bpffaq--overlap-p (block short)
  "Return non-nil if BLOCK and the answer SHORT have a line in common."
  (when short
    (let ((lines (plist-get block :lines))
          (wanted (plist-get short :lines)))
      (and (<= (seq-elt lines 0) (seq-elt wanted 1))
           (<= (seq-elt wanted 0) (seq-elt lines 1))))))

(defun bpffaq--mark (pieces start)
  "Mark PIECES of the short answer from START on, in whole words.
Return those that are not there."
  (save-excursion
    (goto-char start)
    (while (and pieces
                (re-search-forward (mapconcat #'regexp-quote (split-string (car pieces))
                                              "[[:space:]│]+")
                                   nil t))
      (let ((end (progn (skip-chars-forward "^ \t\n") (point))))
        (goto-char (match-beginning 0))
        (skip-chars-backward "^ \t\n" start)
        (add-face-text-property (point) end 'bpffaq-short-answer)
        (goto-char end))
      (setq pieces (cdr pieces)))
    pieces))

(defun bpffaq--insert-short (text blocks)
  "Insert the short answer TEXT, filled except for code and lines that fit.
BLOCKS are those of the whole answer, which say what is code."
  (dolist (line (split-string text "\n"))
    (if (or (<= (+ 2 (string-width line)) fill-column)
            (seq-some (lambda (block)
                        (and (equal (plist-get block :kind) "code")
                             (string-search line (plist-get block :text))))
                      blocks))
        (insert (propertize (concat "  " line) 'face 'bpffaq-short-answer) "\n")
      (bpffaq--fill line "  " 'bpffaq-short-answer))))

(defun bpffaq--item-p (block)
  "Return non-nil if BLOCK is an item of a list."
  (member (plist-get block :kind) '("bullet" "enumerated")))

(defun bpffaq--insert-block (block)
  "Insert BLOCK of an answer."
  (let* ((kind (plist-get block :kind))
         (text (plist-get block :text))
         (label (or (plist-get block :label) ""))
         (indent (make-string (* 2 (or (plist-get block :depth) 0)) ?\s)))
    (pcase kind
      ((or "code" "table")
       (insert (propertize (replace-regexp-in-string "^" (concat indent "    ") text)
                           'face (if (equal kind "code") 'bpffaq-code 'fixed-pitch))
               "\n"))
      ("bullet" (bpffaq--fill text (concat indent "  ") nil (concat indent "• ")))
      ("enumerated" (let ((mark (if (string-empty-p label) "   " (concat label " "))))
                      (bpffaq--fill text (concat indent (make-string (length mark) ?\s)) nil
                                    (concat indent mark))))
      ("quote" (bpffaq--fill text (concat indent "  │ ") 'italic))
      ("note" (bpffaq--fill text (concat indent "  ") 'bold
                            (concat indent "  " (unless (string-empty-p label)
                                                  (concat label ": ")))))
      (_ (bpffaq--fill text indent nil)))))

(defun bpffaq--insert-citation (citation)
  "Insert where the words of CITATION stand."
  (let ((lines (plist-get citation :lines))
        (url (plist-get citation :url))
        (state (seq-remove (lambda (part) (member part '(nil "")))
                           (list (plist-get citation :revision)
                                 (when-let ((month (plist-get citation :as_of)))
                                   (concat "as of " month)))))
        (changed (plist-get citation :changed)))
    (insert (propertize "Source  " 'face 'bpffaq-note))
    (insert-text-button (format "%s:%d-%d" (plist-get citation :file)
                                (seq-elt lines 0) (seq-elt lines 1))
                        :type 'bpffaq-source 'bpffaq-value citation)
    (insert (propertize (concat "  " (plist-get citation :document)
                                (when state (format " (%s)" (string-join state ", "))))
                        'face 'bpffaq-note)
            "\n")
    (when (bpffaq--address-p url)
      (insert (propertize "Web     " 'face 'bpffaq-note))
      (bpffaq--insert-address url url)
      (insert "\n"))
    (when changed
      (insert (propertize "Newer   " 'face 'bpffaq-note))
      (bpffaq--insert-address (concat (plist-get changed :revision) " says this differently")
                              (plist-get changed :url))
      (insert "\n"))))

(defun bpffaq--insert-address (text url)
  "Insert TEXT as a button that opens URL, or as it is if URL is none."
  (if (bpffaq--address-p url)
      (insert-text-button text :type 'bpffaq-web 'bpffaq-value url
                          'help-echo (concat "Open " url))
    (insert text)))

(defun bpffaq--insert-links (links)
  "Insert the LINKS of an answer."
  (unless (seq-empty-p links)
    (insert "\n" (propertize "Links" 'face 'bpffaq-note) "\n")
    (seq-do (lambda (link)
              (insert "  ")
              (bpffaq--insert-address (plist-get link :text) (plist-get link :url))
              (insert "\n"))
            links)))

(defun bpffaq--insert-candidates (title entries)
  "Insert TITLE and a button for each of ENTRIES."
  (when entries
    (insert "\n" (propertize title 'face 'bpffaq-note) "\n")
    (dolist (entry entries)
      (insert "  ")
      (insert-text-button (plist-get entry :question)
                          :type 'bpffaq-entry 'bpffaq-value (plist-get entry :id))
      (insert "\n"))))

(provide 'bpffaq)
;;; bpffaq.el ends here
