-- KEYS: the session. ARGV: the principal, 1 where the caller knows the session to be its, how long to remember that it
-- ended in milliseconds, the channel, the message. Gives 1 where it ended now.
local found = redis.call('HGET', KEYS[1], 'principal')
if found ~= ARGV[1] and (found or ARGV[2] == '0') then return 0 end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'principal', '')
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('PUBLISH', ARGV[4], ARGV[5])
return 1
