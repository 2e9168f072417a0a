# A machine exists as soon as its file does. What a test wants to go wrong, it says by files beside.
set -eu
printf '%s %s %s ON\n' "$NAME" "$CLUSTER" "$RECORD" >"$BACKEND/$ID.new"
mv "$BACKEND/$ID.new" "$BACKEND/machines/$ID"
if [ -e "$BACKEND/steal-$NAME" ]; then
  rm "$BACKEND/steal-$NAME"
  printf 'theirs-1 theirs another-record ON\n' >"$BACKEND/machines/$ID"
fi
if [ -e "$BACKEND/fail-make-$NAME" ]; then
  cat "$BACKEND/fail-make-$NAME"
  rm "$BACKEND/fail-make-$NAME"
  exit 1
fi
while [ -e "$BACKEND/slow-$NAME" ]; do
  sleep 0.02
done
