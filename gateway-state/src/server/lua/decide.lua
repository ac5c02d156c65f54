-- KEYS: the request. ARGV: what it becomes, and further fields. Only one that waits can be decided. Gives 1 where it did.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local found = redis.call('HMGET', KEYS[1], 'state', 'expires')
if found[1] ~= 'pending' or now >= tonumber(found[2]) then return 0 end
redis.call('HSET', KEYS[1], 'state', ARGV[1], 'decided', string.format('%.0f', now), unpack(ARGV, 2))
return 1
