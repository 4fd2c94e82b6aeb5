/**
 * What each shell runs at a TAB. All ask `lms-analytics __complete` with the words so far, the last one being that under
 * the cursor, and show the lines of its answer.
 */
export const shellScripts = {
  bash: `_lms_analytics() {
  local line
  COMPREPLY=()
  compopt +o default 2>/dev/null
  while IFS= read -r line; do
    if [[ $line == :files ]]; then compopt -o default 2>/dev/null; return; fi
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <("\${COMP_WORDS[0]}" __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [[ \${COMPREPLY[0]} == *[.=] ]]; then compopt -o nospace 2>/dev/null; fi
}
complete -o default -F _lms_analytics lms-analytics
`,
  zsh: `#compdef lms-analytics
_lms_analytics() {
  local line value
  local -a whole begun
  for line in "\${(@f)$("\${words[1]}" __complete "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ $line == :files ]]; then _files; return; fi
    if [[ -z $line ]]; then continue; fi
    value="\${\${line%%$'\\t'*}//:/\\\\:}"
    if [[ $value == *[.=] ]]; then begun+=("$value:\${line#*$'\\t'}"); else whole+=("$value:\${line#*$'\\t'}"); fi
  done
  _describe 'lms-analytics' whole
  _describe 'lms-analytics' begun -S ''
}
if ! (( $+functions[compdef] )); then autoload -Uz compinit && compinit; fi
compdef _lms_analytics lms-analytics
`,
  fish: `function __lms_analytics
  set -l words (commandline -opc)
  set -l word (commandline -ct)
  for line in ($words[1] __complete $words[2..-1] "$word" 2>/dev/null)
    if test "$line" = ":files"
      __fish_complete_path "$word"
    else
      printf '%s\\n' $line
    end
  end
end
complete -c lms-analytics -f -a '(__lms_analytics)'
`,
} as const;

/** The shells whose words can be completed. */
export const shells = Object.keys(shellScripts) as (keyof typeof shellScripts)[];
