from	dhi.io/node:24-dev	as	build
run npm ci

from scratch
copy --from=build /app /app
