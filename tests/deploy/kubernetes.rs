//! Kubernetes and OpenShift.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::site::{Site, shipped, sites};
use crate::tools;

/// Lists of lists, flat.
fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(|item| item.as_str().unwrap().to_owned()).collect()
}

fn of_kind<'a>(documents: &'a [Value], kind: &str) -> Vec<&'a Value> {
    documents.iter().filter(|document| document["kind"] == kind).collect()
}

/// Follows a JSON pointer.
fn at<'a>(document: &'a Value, pointer: &str) -> &'a Value {
    document.pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer} of {document}"))
}

#[test]
fn every_resource_is_what_the_schema_of_its_kind_says() {
    for site in sites() {
        for folder in ["kubernetes", "kubernetes/valkey"] {
            let files = site.files(folder).into_iter().filter(|file| file != "kustomization.yaml");
            let files = files.map(|file| format!("{folder}/{file}"));
            let arguments: Vec<_> = ["kubernetes".to_owned()].into_iter().chain(files).collect();
            let read = tools::read(site.folder(), &arguments);
            assert!(read["checked"].as_array().unwrap().len() >= 3, "{}: {read}", site.contract);
        }
    }
}

#[test]
fn each_kind_that_a_deployment_needs_is_there() {
    let mut kinds: Vec<_> =
        shipped().kubernetes("kubernetes").iter().map(|each| each["kind"].to_string()).collect();
    kinds.sort();
    let count = |kind: &str| kinds.iter().filter(|each| each.trim_matches('"') == kind).count();
    for (kind, expected) in [
        ("ConfigMap", 1),
        ("Deployment", 13),
        ("HorizontalPodAutoscaler", 1),
        ("NetworkPolicy", 2),
        ("PersistentVolumeClaim", 2),
        ("PodDisruptionBudget", 1),
        ("Service", 13),
        ("ServiceAccount", 1),
    ] {
        assert_eq!(count(kind), expected, "{kind} in {kinds:?}");
    }
    assert_eq!(kinds.len(), 34);
}

#[test]
fn a_kustomization_lists_the_files_beside_it_and_no_others() {
    for site in sites() {
        for folder in ["kubernetes", "kubernetes/valkey", "openshift"] {
            let list = &site.documents(&format!("{folder}/kustomization.yaml"))[0];
            let listed: BTreeSet<_> = strings(&list["resources"]).into_iter().collect();
            // Without backends, their file holds nothing.
            let is_full = |file: &String| !site.documents(&format!("{folder}/{file}")).is_empty();
            let files =
                site.files(folder).into_iter().filter(|file| file != "kustomization.yaml" && is_full(file));
            let others = listed.iter().filter(|path| path.starts_with("../")).cloned();
            assert_eq!(listed, files.chain(others).collect(), "{} of {}", folder, site.contract);
            for path in listed.iter().filter(|path| path.starts_with("../")) {
                assert!(site.folder().join(folder).join(path).join("kustomization.yaml").is_file(), "{path}");
            }
        }
    }
}

#[test]
fn names_refer_to_what_there_is() {
    for site in sites() {
        let all = site.kubernetes("kubernetes");
        let named = |kind: &str| -> BTreeSet<_> {
            of_kind(&all, kind).iter().map(|each| each["metadata"]["name"].to_string()).collect()
        };
        let (claims, accounts, maps) =
            (named("PersistentVolumeClaim"), named("ServiceAccount"), named("ConfigMap"));
        for deployment in of_kind(&all, "Deployment") {
            let pod = at(deployment, "/spec/template/spec");
            assert!(accounts.contains(&pod["serviceAccountName"].to_string()));
            let volumes = pod["volumes"].as_array().unwrap();
            for volume in volumes {
                let claim = volume.pointer("/persistentVolumeClaim/claimName").map(Value::to_string);
                assert!(claim.is_none_or(|claim| claims.contains(&claim)), "{volume}");
                let map = volume.pointer("/configMap/name").map(Value::to_string);
                assert!(map.is_none_or(|map| maps.contains(&map)), "{volume}");
            }
            let mounted = at(pod, "/containers/0/volumeMounts").as_array().unwrap();
            let names: BTreeSet<_> = volumes.iter().map(|volume| volume["name"].to_string()).collect();
            assert_eq!(
                names,
                mounted.iter().map(|mount| mount["name"].to_string()).collect(),
                "{}",
                site.contract
            );
        }
        let label =
            |each: &Value| each.pointer("/spec/template/metadata/labels").cloned().unwrap_or_default();
        let labels: Vec<_> = of_kind(&all, "Deployment").into_iter().map(label).collect();
        for selector in of_kind(&all, "Service").into_iter().map(|service| at(service, "/spec/selector")) {
            let (key, value) = selector.as_object().unwrap().iter().next().unwrap();
            assert_eq!(labels.iter().filter(|labels| labels[key] == *value).count(), 1, "{selector}");
        }
    }
}

#[test]
fn pods_have_no_rights_that_they_do_not_need() {
    for site in sites() {
        let all = [site.kubernetes("kubernetes"), site.kubernetes("kubernetes/valkey")].concat();
        for deployment in of_kind(&all, "Deployment") {
            let pod = at(deployment, "/spec/template/spec");
            let container = at(pod, "/containers/0");
            for (pointer, expected) in [
                ("/automountServiceAccountToken", json!(false)),
                ("/enableServiceLinks", json!(false)),
                ("/securityContext/runAsNonRoot", json!(true)),
                ("/securityContext/seccompProfile/type", json!("RuntimeDefault")),
                ("/containers/0/securityContext/allowPrivilegeEscalation", json!(false)),
                ("/containers/0/securityContext/readOnlyRootFilesystem", json!(true)),
                ("/containers/0/securityContext/capabilities/drop", json!(["ALL"])),
            ] {
                assert_eq!(at(pod, pointer), &expected, "{pointer} of {}", deployment["metadata"]["name"]);
            }
            for limit in ["/resources/limits/cpu", "/resources/limits/memory", "/resources/requests/cpu"] {
                assert!(container.pointer(limit).is_some(), "{limit}");
            }
        }
    }
}

#[test]
fn the_gateway_is_scaled_between_three_and_ten_at_70_percent() {
    let all = shipped().kubernetes("kubernetes");
    let scaler = of_kind(&all, "HorizontalPodAutoscaler")[0];
    assert_eq!((at(scaler, "/spec/minReplicas"), at(scaler, "/spec/maxReplicas")), (&json!(3), &json!(10)));
    assert_eq!(at(scaler, "/spec/metrics/0/resource/target/averageUtilization"), 70);
    assert_eq!(at(scaler, "/spec/scaleTargetRef/name"), "sanctuary-gateway");
    let gateway = gateway(&all);
    assert_eq!(gateway.pointer("/spec/replicas"), None, "the autoscaler would be contradicted");
    // 10 s of drain_timeout and 5 s of preStop, and time to end.
    assert_eq!(at(gateway, "/spec/template/spec/terminationGracePeriodSeconds"), 30);
    assert_eq!(at(gateway, "/spec/template/spec/containers/0/lifecycle/preStop/sleep/seconds"), 5);
}

pub(crate) fn gateway(all: &[Value]) -> &Value {
    let deployments = of_kind(all, "Deployment");
    deployments.into_iter().find(|each| each["metadata"]["name"] == "sanctuary-gateway").unwrap()
}

/// The operations of a kustomization's patches, each with the name that it is for, or any.
fn patches(list: &Value) -> Vec<(Option<String>, Vec<Value>)> {
    let patch = |patch: &Value| {
        assert_eq!(patch["target"]["kind"], "Deployment");
        let name = patch["target"].get("name").map(|name| name.as_str().unwrap().to_owned());
        (name, patch["patch"].as_array().unwrap().clone())
    };
    list["patches"].as_array().unwrap().iter().map(patch).collect()
}

/// Carries out the two kinds of operation that the patches have.
fn apply(document: &mut Value, operation: &Value) {
    let path = operation["path"].as_str().unwrap();
    let (parent, last) = path.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap_or_else(|| panic!("nothing at {parent}"));
    match operation["op"].as_str().unwrap() {
        "remove" => {
            let removed = parent.as_object_mut().unwrap().remove(last);
            assert!(removed.is_some(), "nothing at {path}");
        }
        "add" => parent.as_array_mut().unwrap().push(operation["value"].clone()),
        other => panic!("{other}"),
    }
}

/// The deployments of a site with the patches of a kustomization.
pub(crate) fn patched(site: &Site, kustomization: &str) -> Vec<Value> {
    let patches = patches(&site.documents(kustomization)[0]);
    let mut all = site.kubernetes("kubernetes");
    all.retain(|each| each["kind"] == "Deployment");
    for deployment in &mut all {
        let name = deployment["metadata"]["name"].as_str().unwrap().to_owned();
        let wanted =
            patches.iter().filter(|(target, _)| target.as_ref().is_none_or(|target| *target == name));
        for operation in wanted.flat_map(|(_, operations)| operations) {
            apply(deployment, operation);
        }
    }
    all
}

#[test]
fn on_openshift_user_and_group_are_left_to_the_project() {
    for site in sites() {
        for deployment in patched(site, "openshift/kustomization.yaml") {
            let context = at(&deployment, "/spec/template/spec/securityContext");
            let keys: Vec<_> = context.as_object().unwrap().keys().cloned().collect();
            assert_eq!(keys, ["runAsNonRoot", "seccompProfile"], "{}", site.contract);
            assert!(!deployment.to_string().contains("hostPath"));
        }
    }
}

#[test]
fn the_route_ends_tls_at_the_edge_and_sends_plain_requests_there() {
    for site in sites() {
        let route = &site.documents("openshift/route.yaml")[0];
        assert_eq!(
            (&route["apiVersion"], &route["kind"]),
            (&json!("route.openshift.io/v1"), &json!("Route"))
        );
        assert_eq!(
            route["spec"]["tls"],
            json!({"termination": "edge", "insecureEdgeTerminationPolicy": "Redirect"})
        );
        let all = site.kubernetes("kubernetes");
        let to = route["spec"]["to"]["name"].clone();
        let service =
            of_kind(&all, "Service").into_iter().find(|each| each["metadata"]["name"] == to).unwrap();
        assert_eq!(at(service, "/spec/ports/0/name"), &route["spec"]["port"]["targetPort"]);
        // The gateway must know the name, or it refuses what comes through the route.
        let host = route["spec"]["host"].as_str().unwrap();
        let allowed = patched(site, "openshift/kustomization.yaml").iter().any(|each| {
            each["metadata"]["name"] == to && each.to_string().contains(&format!(r#"[\"{host}\"]"#))
        });
        assert!(allowed, "{host}");
    }
}

#[test]
fn replicas_find_the_server_of_their_state() {
    for site in sites() {
        let patched = patched(site, "kubernetes/valkey/kustomization.yaml").into_iter();
        let with_url = patched.filter(|each| each.to_string().contains("redis://valkey:6379"));
        assert_eq!(with_url.count(), 1, "{}", site.contract);
        let service = &site.documents("kubernetes/valkey/valkey.yaml")[0];
        assert_eq!(
            (&service["metadata"]["name"], at(service, "/spec/ports/0/port")),
            (&json!("valkey"), &json!(6379))
        );
    }
}
