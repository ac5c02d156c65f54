-- KEYS: a trial. ARGV: who gives it up. That of another stays.
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
