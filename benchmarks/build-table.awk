# Makes the table of a build from its log, which has the time and the thread of each line: a thread works on one module.
#   awk -f build-table.awk build.log
function seconds(time, part) { split(time, part, ":"); return part[1] * 3600 + part[2] * 60 + part[3] }
function ends(thread, at) { if (thread in goal) { took[goal[thread]] += at - begun[thread]; delete goal[thread] } }
function rows(count, most, shown, key, best) {
  for (shown = 0; shown < most; shown++) {
    best = ""
    for (key in took) if (best == "" || took[key] > took[best]) best = key
    if (best == "") break
    printf "| %s | %.1f |\n", best, took[best]
    delete took[best]
  }
}
{ gsub(/\033\[[0-9;]*m/, "") }
!/^[0-9][0-9]:[0-9][0-9]:[0-9][0-9]\.[0-9]+ \[/ { next }
{ now = seconds($1); thread = $2 }
/ Reactor Summary / { for (each in goal) ends(each, last[each]) }
/ --- [^ ]+:[^ ]+:[^ ]+ \([^ ]+\) @ [^ ]+ ---$/ {
  ends(thread, now)
  for (i = 1; i <= NF; i++) if ($i == "---") { split($(i + 1), plugin, ":"); id = $(i + 2); module = $(i + 4); break }
  sub(/-?maven-?/, "", plugin[1]); sub(/-?plugin$/, "", plugin[1]); sub(/^cph-share-/, "", module); gsub(/[()]/, "", id)
  goal[thread] = module " | " plugin[1] ":" plugin[3] " (" id ")"
  begun[thread] = now
}
{ last[thread] = now }
/ SUCCESS \[ *[0-9:.]+ (s|min)\]$/ {
  line = $0; sub(/.*\[INFO\] /, "", line); time = line
  sub(/ \.+ SUCCESS.*/, "", line); sub(/.*\[ */, "", time); sub(/\]$/, "", time)
  split(time, part, /[: ]/)
  modules = modules sprintf("| %s | %.1f |\n", line, time ~ /min$/ ? part[1] * 60 + part[2] : part[1])
}
END {
  print "| module | s |\n| --- | --- |"
  printf "%s", modules
  print "\n| module | goal | s |\n| --- | --- | --- |"
  rows(0, 15)
}
