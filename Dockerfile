# The desk in a container: ingest, or the page, or with EXTRA=demo also the simulated chair.
#
#   docker build -t sitwell-desk:0.1.0 .
#   docker build -t sitwell-desk:0.1.0 --build-arg BASE=debian:bookworm-slim .
#
# BASE is any Debian 12 or 13 with or without Python; EXTRA is the name of a file in requirements/.
ARG BASE=python:3.12.11-slim-bookworm

FROM ${BASE} AS build
ARG EXTRA=dashboard
RUN python3 -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
    || (apt-get update && apt-get install --yes --no-install-recommends python3 python3-venv)
WORKDIR /src
COPY requirements/${EXTRA}.txt requirements/
RUN python3 -m venv /opt/sitwell \
    && /opt/sitwell/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes --no-deps \
        --only-binary :all: -r requirements/${EXTRA}.txt
COPY pyproject.toml README.md LICENSE ./
COPY contract contract
COPY edge edge
COPY dashboard dashboard
COPY mock_hw mock_hw
RUN /opt/sitwell/bin/python -m pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation . \
    && /opt/sitwell/bin/python -m pip uninstall --yes --disable-pip-version-check pip setuptools

FROM ${BASE}
RUN python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
    || (apt-get update && apt-get install --yes --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*)
# Any user may be told to run this, and a new volume takes the rights of this folder.
RUN install -d -m 1777 /data
COPY --from=build /opt/sitwell /opt/sitwell
ENV PATH=/opt/sitwell/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
WORKDIR /data
ENTRYPOINT ["sitwell-dashboard"]
CMD ["run"]
