target "default" {
  context = "../python-two-stages"
  contexts = {
    # The image that the Dockerfile gets under this name.
    tools = "docker-image://alpine:3.19"
  }
  args = {
    BASE_IMAGE = "node:20-slim"
  }
}
