"""Reads files of generated/deploy with real parsers, and prints what is in them as JSON."""

import json
import sys

import kubernetes_validate
import yaml
from dockerfile_parse import DockerfileParser


def documents(*files):
    """Every document of each YAML file; patches in a kustomization, which are text there, are read too."""
    read = {}
    for name in files:
        with open(name, encoding="utf-8") as file:
            read[name] = [document for document in yaml.safe_load_all(file) if document is not None]
        for patch in (patch for document in read[name] for patch in document.get("patches", [])):
            patch["patch"] = yaml.safe_load(patch["patch"])
    return read


def kubernetes(*files):
    """Validates every document against the schemas of the newest Kubernetes; no key that they do not know."""
    version = kubernetes_validate.latest_version()
    checked = []
    for name, found in documents(*files).items():
        for document in found:
            kubernetes_validate.validate(document, version, strict=True)
            checked.append(f"{document['kind']}/{document['metadata']['name']}")
    return {"version": version, "checked": checked}


def containerfile(name):
    """Its instructions, in order."""
    with open(name, "rb") as file:
        parser = DockerfileParser(fileobj=file)
        parser.cache_content = True
        return {
            "base": parser.baseimage,
            "labels": dict(parser.labels),
            "instructions": [[each["instruction"], each["value"]] for each in parser.structure],
        }


if __name__ == "__main__":
    commands = {"documents": documents, "kubernetes": kubernetes, "containerfile": containerfile}
    json.dump(commands[sys.argv[1]](*sys.argv[2:]), sys.stdout)
