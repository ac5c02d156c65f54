-- KEYS: the breaker, its trial. ARGV: for how many milliseconds it is open (0: closed), the channel, the message.
if ARGV[1] == '0' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], 'open', 'PX', ARGV[1]) end
redis.call('DEL', KEYS[2])
return redis.call('PUBLISH', ARGV[2], ARGV[3])
