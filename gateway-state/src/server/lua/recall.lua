-- KEYS: the generation of a server's answers, that of all. ARGV: how answers begin, the digest of the question.
-- A generation that was never begun begins with the time, so that one of an earlier life of this server is not met again.
local function current(key)
  local found = redis.call('GET', key)
  if found then return found end
  local time = redis.call('TIME')
  local fresh = string.format('%.0f', time[1] * 1000000 + time[2])
  redis.call('SET', key, fresh)
  return fresh
end
local generation = current(KEYS[1]) .. '.' .. current(KEYS[2])
return {generation, redis.call('GET', ARGV[1] .. generation .. ':' .. ARGV[2])}
