-- What Vim script cannot ask of Neovim.
local M = {}

-- Lets one of the titles be picked by whatever vim.ui.select is, and opens the entry of its index.
function M.select(titles, indexes)
  vim.ui.select(titles, { prompt = "Entry:" }, function(_, picked)
    if picked then
      vim.fn["bpffaq#open"](indexes[picked])
    end
  end)
end

return M
