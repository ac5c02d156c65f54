-- KEYS: the request. ARGV: the principal, the tool, the digest and the contract of the call that waits. An approval of
-- exactly this call is used up. Gives how the request stood, who decided and why.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local found = redis.call('HMGET', KEYS[1], 'state', 'decided_by', 'reason', 'expires', 'principal', 'tool', 'digest', 'contract')
local state = found[1]
if not state then return {'removed'} end
if (state == 'pending' or state == 'approved') and now >= tonumber(found[4]) then return {'expired'} end
if state == 'approved' then
  for at = 1, 4 do
    if found[4 + at] ~= ARGV[at] then return {'used'} end
  end
  redis.call('HSET', KEYS[1], 'state', 'used')
end
return {state, found[2], found[3]}
