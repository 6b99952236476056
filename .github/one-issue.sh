#!/usr/bin/env bash
# Keeps one open issue with a label: one-issue.sh LABEL TITLE FILE
# Opens it with the text of FILE, or writes the text into the one that is open; closes it
# when FILE is empty, and cuts it where it is longer than an issue may be. `gh` needs GH_TOKEN
# with the right to write issues.
set -euo pipefail
label=$1 title=$2 file=$3
most=60000 # bytes; GitHub refuses a text of more than 65,536 characters

if [ "$(wc -c < "$file")" -gt $most ]; then
  head -c $most "$file" | sed '$d' > "$file.cut" # without the line that is not whole
  printf '\nThe list is longer; the rest follows when some of this is done.\n' >> "$file.cut"
  mv "$file.cut" "$file"
fi

number=$(gh issue list --state open --label "$label" --limit 1 --json number --jq '.[].number')
if [ ! -s "$file" ]; then
  if [ -n "$number" ]; then
    gh issue close "$number" --comment "Nothing is left to do."
  fi
elif [ -n "$number" ]; then
  gh issue edit "$number" --title "$title" --body-file "$file"
else
  gh label create "$label" --force --description "Kept by the workflow \`fresh\`"
  gh issue create --title "$title" --label "$label" --body-file "$file"
fi
