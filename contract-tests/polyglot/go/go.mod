module cph-share/polyglot

go 1.26

require cph-share/cph v0.0.0

replace cph-share/cph => ../target/generated/go
