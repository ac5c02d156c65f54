-- KEYS: the index of the answers, the size of all. What has expired is taken out first. ARGV: 1 to take out all.
local time = redis.call('TIME')
local millis = time[1] * 1000 + math.floor(time[2] / 1000)
local last = ARGV[1] == '1' and '+inf' or millis
for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', last)) do
  local size, key = string.match(member, '^(%d+):(.*)$')
  redis.call('ZREM', KEYS[1], member)
  redis.call('DEL', key)
  redis.call('DECRBY', KEYS[2], size)
end
return {redis.call('ZCARD', KEYS[1]), math.max(0, tonumber(redis.call('GET', KEYS[2]) or 0))}
