-- One call for all rates, or for none. KEYS: when the calls of a rate so far are worked off, for each rate.
-- ARGV: its calls and its unit in microseconds, for each. Gives the place of a rate that is exceeded, or 0, and the wait.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local ends = {}
for at, key in ipairs(KEYS) do
  local calls, unit = tonumber(ARGV[2 * at - 1]), tonumber(ARGV[2 * at])
  local free = math.max(tonumber(redis.call('GET', key) or now), now)
  ends[at] = free + math.floor(unit / calls)
  if ends[at] - now > unit then return {at, ends[at] - now - unit} end
end
for at, key in ipairs(KEYS) do
  redis.call('SET', key, string.format('%.0f', ends[at]), 'PX', math.ceil((ends[at] - now) / 1000))
end
return {0, 0}
