from	node:24	as	build
run npm ci

from scratch
copy --from=build /app /app
