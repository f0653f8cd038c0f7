FROM dhi.io/node:24-dev AS build
WORKDIR /app
RUN corepack enable
COPY package.json pnpm-lock.yaml ./
RUN --mount=type=cache,id=pnpm,target=/pnpm/store pnpm install --frozen-lockfile
COPY . .
RUN pnpm run build && \
    pnpm prune --prod

FROM dhi.io/node:24
WORKDIR /app
COPY --from=build --chown=node /app /app
EXPOSE 3000
CMD ["node", "dist/index.js"]
