set -eu
if [ -e "$BACKEND/fail-destroy-$NAME" ]; then
  cat "$BACKEND/fail-destroy-$NAME"
  exit 1
fi
rm -f "$BACKEND/machines/$ID"
