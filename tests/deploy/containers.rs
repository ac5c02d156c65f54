//! Containerfiles and compositions.

use serde_json::{Value, json};

use crate::site::{Site, hostile, shipped, sites};
use crate::tools;

fn containerfile(site: &Site, file: &str) -> Value {
    tools::read(site.folder(), &["containerfile".to_owned(), file.to_owned()])
}

fn instructions(read: &Value) -> Vec<(&str, &str)> {
    let all = read["instructions"].as_array().unwrap().iter();
    all.map(|each| (each[0].as_str().unwrap(), each[1].as_str().unwrap()))
        .filter(|each| each.0 != "COMMENT")
        .collect()
}

#[test]
fn the_image_is_the_binary_and_nothing_else() {
    for site in sites() {
        let read = containerfile(site, "Containerfile");
        let found = instructions(&read);
        assert_eq!(found[0], ("FROM", "scratch"), "{}", site.contract);
        let kinds: Vec<_> = found.iter().map(|each| each.0).collect();
        assert!(!kinds.contains(&"RUN") && !kinds.contains(&"ADD"), "{kinds:?}");
        assert_eq!(kinds.iter().filter(|kind| **kind == "COPY").count(), 1);
        let value = |kind: &str| found.iter().find(|each| each.0 == kind).unwrap().1;
        assert_eq!(value("USER"), "10001:10001");
        assert_eq!((value("EXPOSE"), value("VOLUME")), ("8000", r#"["/project", "/state"]"#));
        assert_eq!(value("ENTRYPOINT"), r#"["/gateway"]"#, "without a shell");
        assert_eq!(read["labels"].as_object().unwrap().len(), 2);
    }
}

#[test]
fn a_title_stays_what_it_is_in_every_language() {
    let site = hostile();
    let title = "a \"b\" 'c' \\d $E ${F:?g} %h {{ i }} #j: - k\n\tl é 🌱 \\";
    let service = &site.documents("kubernetes/access.yaml")[1];
    assert_eq!(service["metadata"]["annotations"]["description"], title);
    let composed = site.compose(false);
    assert_eq!(composed["services"]["gateway"]["labels"]["org.opencontainers.image.title"], title);
    let unit = site.text("systemd/gateway.service");
    let line = unit.lines().find(|line| line.starts_with("Description=")).unwrap();
    assert_eq!(line, "Description=a \"b\" 'c' \\d $E ${F:?g} %%h {{ i }} #j: - k  l é 🌱");
}

#[test]
fn every_container_is_confined() {
    for site in sites() {
        let composed = site.compose(true);
        for (name, service) in composed["services"].as_object().unwrap() {
            assert_eq!(service["cap_drop"], json!(["ALL"]), "{name}");
            assert_eq!(service["security_opt"], json!(["no-new-privileges:true"]), "{name}");
            for limit in ["cpus", "mem_limit", "pids_limit"] {
                assert!(service.get(limit).is_some(), "{limit} of {name}");
            }
            let is_ours = !matches!(name.as_str(), "ollama" | "chroma");
            assert_eq!(service.get("read_only").is_some(), is_ours, "{name}");
            assert!(!is_ours || service["user"] == "10001:10001", "{name}");
        }
        assert_eq!(composed["networks"]["backends"]["internal"], true, "{}", site.contract);
    }
}

#[test]
fn the_composition_is_the_gateway_its_twelve_servers_and_a_model() {
    let composed = shipped().compose(false);
    let services = composed["services"].as_object().unwrap();
    let fleet = services.values().filter(|service| service["command"][0] == "fleet");
    assert_eq!((fleet.count(), services.len()), (12, 14));
    assert!(shipped().compose(true)["services"].get("chroma").is_some(), "what only owners' servers need");
    for (name, service) in services {
        let is_reachable = service.get("ports").is_some();
        assert_eq!(is_reachable, name == "gateway", "{name} publishes a port");
        let has_way_out = service["networks"].as_array().unwrap().iter().any(|network| network != "backends");
        assert_eq!(has_way_out, name == "gateway" || name == "ollama", "{name} has a way out");
    }
}

#[test]
fn each_secret_and_volume_and_network_that_is_used_is_declared() {
    for site in sites() {
        let composed = site.compose(true);
        let declared = |kind: &str, name: &str| composed[kind].get(name).is_some();
        for (name, service) in composed["services"].as_object().unwrap() {
            for kind in ["secrets", "networks"] {
                for used in service[kind].as_array().into_iter().flatten() {
                    assert!(declared(kind, used.as_str().unwrap()), "{kind} {used} of {name}");
                }
            }
            for volume in service["volumes"].as_array().into_iter().flatten() {
                let source = volume.as_str().unwrap().split(':').next().unwrap();
                assert!(source.starts_with(['/', '.']) || declared("volumes", source), "{volume} of {name}");
            }
        }
    }
}

#[test]
fn the_switch_puts_the_owner_s_images_in_the_place_of_the_fleet() {
    let composed = shipped().compose(true);
    for (name, service) in composed["services"].as_object().unwrap() {
        let is_backend = !matches!(name.as_str(), "gateway" | "ollama" | "chroma");
        let is_own = service["image"].as_str().unwrap().starts_with("/given/");
        assert_eq!(is_own, is_backend, "{name}");
        assert!(
            !is_own || service.get("command").is_none() && service.get("healthcheck").is_none(),
            "{service}"
        );
    }
}

#[test]
fn what_only_the_owner_can_serve_asks_for_an_image() {
    let site = hostile();
    let composed = site.compose(false);
    let services = composed["services"].as_object().unwrap();
    let names: Vec<_> = services.keys().map(String::as_str).collect();
    assert_eq!(names, ["alone", "gateway", "keyed", "ollama", "own-fleet", "shared"]);
    for name in ["alone", "keyed", "shared"] {
        assert_eq!(services[name]["image"], format!("/given/{name}_image"));
    }
    assert_eq!(services["shared"]["expose"], json!(["7002", "7003"]));
    assert_eq!(services["own-fleet"]["command"][3], "0.0.0.0:80");
    assert!(
        services["gateway"].to_string().contains("/project"),
        "a server without an address runs in the gateway"
    );
}
