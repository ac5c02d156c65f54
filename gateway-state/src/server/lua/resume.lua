-- KEYS: the session. ARGV: how long it lives unused in milliseconds, the principal, and where the caller knows the session:
-- whether its client can be asked, and what it wants logged. One that has ended belongs to nobody.
local found = redis.call('HMGET', KEYS[1], 'principal', 'asked', 'log')
if not found[1] then
  if not ARGV[3] then return false end
  redis.call('HSET', KEYS[1], 'principal', ARGV[2], 'asked', ARGV[3], 'log', ARGV[4])
  found = {ARGV[2], ARGV[3], ARGV[4]}
elseif found[1] ~= ARGV[2] then
  return false
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return {tonumber(found[2]), tonumber(found[3])}
