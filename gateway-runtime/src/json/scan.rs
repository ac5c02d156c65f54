//! A strict JSON scanner (RFC 8259) that hands out slices of its input.

use std::fmt;

/// How deep arrays and objects may nest.
pub const MAX_DEPTH: u16 = 128;

/// Why a text is not accepted, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Byte offset into the text.
    pub at: usize,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// This was expected.
    Expected(&'static str),
    /// A string that is malformed in this way.
    BadString(&'static str),
    /// Arrays and objects nest deeper than [`MAX_DEPTH`].
    TooDeep,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.problem {
            Problem::Expected(what) => write!(f, "expected {what} at byte {}", self.at),
            Problem::BadString(what) => write!(f, "{what} in the string at byte {}", self.at),
            Problem::TooDeep => write!(f, "nested deeper than {MAX_DEPTH} levels at byte {}", self.at),
        }
    }
}

/// What reading gives.
pub type Scan<T> = Result<T, SyntaxError>;

/// Reads values from a text, one after the other.
#[derive(Debug)]
pub struct Scanner<'a> {
    text: &'a str,
    at: usize,
    depth: u16,
    has_blank: bool,
}

impl<'a> Scanner<'a> {
    /// Begins at the start of `text`.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0, has_blank: false }
    }

    /// What has not been read yet.
    #[must_use]
    pub fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The first byte of the next value, or `None` at the end.
    pub fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = bytes.get(self.at) {
            self.at += 1;
            self.has_blank = true;
        }
        bytes.get(self.at).copied()
    }

    /// Whether there was white space between tokens so far.
    pub(super) const fn has_seen_blank(&self) -> bool {
        self.has_blank
    }

    /// Reads one value whole and gives its text without surrounding white space.
    ///
    /// # Errors
    ///
    /// Where the text is not JSON, or too deep.
    pub fn value(&mut self) -> Scan<&'a str> {
        let first = self.peek();
        let start = self.at;
        match first {
            Some(b'"') => return self.string(),
            Some(b'{') => self.object(|_, inner| inner.value().map(drop))?,
            Some(b'[') => self.array(|_, inner| inner.value().map(drop))?,
            Some(b't') => self.word("true")?,
            Some(b'f') => self.word("false")?,
            Some(b'n') => self.word("null")?,
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => return Err(self.expected("a value")),
        }
        Ok(&self.text[start..self.at])
    }

    /// Reads an object; `each` gets every key as written, with its quotes, and must read the value.
    ///
    /// # Errors
    ///
    /// Where the text is not an object, too deep, or `each` fails.
    pub fn object(&mut self, mut each: impl FnMut(&'a str, &mut Self) -> Scan<()>) -> Scan<()> {
        self.open(b'{', "an object")?;
        if self.eat(b'}') {
            return self.close();
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.expected("a key in quotes"));
            }
            let key = self.string()?;
            if !self.eat(b':') {
                return Err(self.expected("`:`"));
            }
            each(key, self)?;
            if self.eat(b'}') {
                return self.close();
            }
            if !self.eat(b',') {
                return Err(self.expected("`,` or `}`"));
            }
        }
    }

    /// Reads an array; `each` gets every index and must read the element.
    ///
    /// # Errors
    ///
    /// Where the text is not an array, too deep, or `each` fails.
    pub fn array(&mut self, mut each: impl FnMut(usize, &mut Self) -> Scan<()>) -> Scan<()> {
        self.open(b'[', "an array")?;
        if self.eat(b']') {
            return self.close();
        }
        let mut index = 0;
        loop {
            each(index, self)?;
            index += 1;
            if self.eat(b']') {
                return self.close();
            }
            if !self.eat(b',') {
                return Err(self.expected("`,` or `]`"));
            }
        }
    }

    /// Makes sure that nothing but white space is left.
    ///
    /// # Errors
    ///
    /// Where something is.
    pub fn end(&mut self) -> Scan<()> {
        self.peek().map_or(Ok(()), |_| Err(self.expected("the end of the message")))
    }

    fn expected(&self, what: &'static str) -> SyntaxError {
        SyntaxError { at: self.at, problem: Problem::Expected(what) }
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn open(&mut self, byte: u8, what: &'static str) -> Scan<()> {
        if !self.eat(byte) {
            return Err(self.expected(what));
        }
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(SyntaxError { at: self.at - 1, problem: Problem::TooDeep });
        }
        Ok(())
    }

    fn close(&mut self) -> Scan<()> {
        self.depth -= 1;
        Ok(())
    }

    fn word(&mut self, word: &'static str) -> Scan<()> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(self.expected(word));
        }
        self.at += word.len();
        Ok(())
    }

    fn number(&mut self) -> Scan<()> {
        self.skip_byte(b'-');
        if !self.skip_byte(b'0') {
            self.digits()?;
        }
        if self.skip_byte(b'.') {
            self.digits()?;
        }
        if self.skip_byte(b'e') || self.skip_byte(b'E') {
            let _ = self.skip_byte(b'+') || self.skip_byte(b'-');
            self.digits()?;
        }
        Ok(())
    }

    fn skip_byte(&mut self, byte: u8) -> bool {
        let found = self.text.as_bytes().get(self.at) == Some(&byte);
        self.at += usize::from(found);
        found
    }

    fn digits(&mut self) -> Scan<()> {
        let rest = &self.text.as_bytes()[self.at..];
        let count = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        self.at += count;
        if count == 0 { Err(self.expected("a digit")) } else { Ok(()) }
    }

    /// Reads a string with its quotes; the cursor stands on the first quote.
    fn string(&mut self) -> Scan<&'a str> {
        let (text, start) = (self.text, self.at);
        let bytes = text.as_bytes();
        let bad = |what| SyntaxError { at: start, problem: Problem::BadString(what) };
        let mut at = start + 1;
        loop {
            at = plain_end(bytes, at);
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => at += escape_len(&bytes[at..]).map_err(bad)?,
                Some(_) => return Err(bad("an unescaped control character")),
                None => return Err(bad("no closing quote")),
            }
        }
        self.at = at + 1;
        Ok(&text[start..=at])
    }
}

/// Where the next quote, backslash or control character is from `at` on, or the end. Looks at eight bytes at a time.
fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    // Sets the high bit of each byte that is less (and perhaps of bytes after it, which does no harm here).
    let less = |word: u64, than: u64| word.wrapping_sub(ONES * than) & !word;
    while let Some(&eight) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(eight);
        let (quote, backslash) = (word ^ (ONES * u64::from(b'"')), word ^ (ONES * u64::from(b'\\')));
        let found = (less(quote, 1) | less(backslash, 1) | less(word, 0x20)) & HIGH;
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|&&b| b != b'"' && b != b'\\' && b >= 0x20).count()
}

/// The length of the escape at the start of `bytes`; a surrogate pair is one escape.
fn escape_len(bytes: &[u8]) -> Result<usize, &'static str> {
    match bytes.get(1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(2),
        Some(b'u') => match hex4(bytes)? {
            0xD800..=0xDBFF => match bytes.get(6..).map(hex4) {
                Some(Ok(0xDC00..=0xDFFF)) => Ok(12),
                _ => Err("half of a surrogate pair"),
            },
            0xDC00..=0xDFFF => Err("half of a surrogate pair"),
            _ => Ok(6),
        },
        _ => Err("an unknown escape"),
    }
}

/// The code unit of a `\uXXXX` at the start of `bytes`.
pub(super) fn hex4(bytes: &[u8]) -> Result<u32, &'static str> {
    let digits = bytes.get(..6).filter(|b| b.starts_with(b"\\u")).ok_or("an incomplete \\u escape")?;
    digits[2..].iter().try_fold(0, |code, &b| {
        let digit = char::from(b).to_digit(16).ok_or("a \\u escape without four hexadecimal digits")?;
        Ok(code << 4 | digit)
    })
}
