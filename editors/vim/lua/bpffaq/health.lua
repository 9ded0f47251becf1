-- :checkhealth bpffaq
local M = {}

function M.check()
  local health = vim.health or require("health")
  local say = {
    ok = health.ok or health.report_ok,
    warn = health.warn or health.report_warn,
    error = health.error or health.report_error,
  }
  (health.start or health.report_start)("bpffaq")
  for _, row in ipairs(vim.fn["bpffaq#health#report"]()) do
    say[row[1]](row[2])
  end
end

return M
