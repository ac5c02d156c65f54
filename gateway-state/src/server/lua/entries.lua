-- KEYS: the index of all requests. ARGV: how their keys begin, and the id of one where it alone is wanted.
-- Gives the time and the fields of each, oldest first.
local time = redis.call('TIME')
local ids = ARGV[2] and {ARGV[2]} or redis.call('ZRANGE', KEYS[1], 0, -1)
local entries = {}
for _, id in ipairs(ids) do
  local fields = redis.call('HGETALL', ARGV[1] .. id)
  if #fields > 0 then entries[#entries + 1] = fields end
end
return {time[1] * 1000 + math.floor(time[2] / 1000), entries}
