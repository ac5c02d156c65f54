fn main(){ let a: Vec<String> = std::env::args().collect();
 match gateway_codegen::Contract::load(a[1].as_ref()) { Ok(c)=>{ println!("{}", c.summary()); for ch in gateway_codegen::sink::write(a[2].as_ref(), &gateway_codegen::emit::all(&c.plan)).unwrap() { println!("{ch}"); } }, Err(e)=>{eprintln!("{e}"); std::process::exit(1)} } }
