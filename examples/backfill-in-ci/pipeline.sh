set -eu

# What went in before is counted once, so a run that failed half-way is simply run again.
npx lms-analytics ingest "$@" --rejects rejects.ndjson --json > ingest.json && rejected=0 || rejected=$?
[ "$rejected" -eq 0 ] || [ "$rejected" -eq 3 ] # 3: some events were rejected; any other is an error

npx lms-analytics backfill --json > backfill.json # goes on where it was ended
npx lms-analytics verify --json > verify.json     # 3 where something differs: the pipeline fails here

npx lms-analytics report course-performance --last all --format csv > course-performance.csv
exit "$rejected"
