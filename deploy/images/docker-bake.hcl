# All images in one build. IMAGE_TAG and BASE_IMAGE come from the environment; ./build.sh BuildImages sets them.
variable "BASE_IMAGE" { default = "debian:trixie-slim" }
variable "IMAGE_PREFIX" { default = "sagaz/" }
variable "IMAGE_TAG" { default = "" }
# Folder with apt-sources and apt-conf of the building machine; both may be empty files.
variable "APT_FOLDER" { default = "" }

group "cluster" { targets = ["etcd", "postgres", "haproxy", "pgbouncer"] }
group "monitoring" { targets = ["exporters", "prometheus", "alertmanager"] }
group "default" { targets = ["cluster", "monitoring"] }

target "common" {
  context    = "deploy/images"
  dockerfile = "Dockerfile"
  args       = { BASE_IMAGE = BASE_IMAGE }
  secret     = APT_FOLDER == "" ? [] : ["id=apt-sources,src=${APT_FOLDER}/apt-sources", "id=apt-conf,src=${APT_FOLDER}/apt-conf"]
}

target "image" {
  name     = name
  inherits = ["common"]
  matrix   = { name = ["etcd", "postgres", "haproxy", "pgbouncer", "exporters", "prometheus", "alertmanager"] }
  target   = name
  tags     = ["${IMAGE_PREFIX}${name}:${IMAGE_TAG}"]
  labels   = { "org.opencontainers.image.title" = "sagaz ${name}", "org.opencontainers.image.version" = IMAGE_TAG }
}
