//! Units of systemd, and Podman's Quadlets.

use std::path::PathBuf;

use crate::site::{Site, sites};
use crate::tools::systemd_analyze;

const GATEWAY: &str = env!("CARGO_BIN_EXE_gateway");

/// Sections, each with its keys and values in order.
fn sections(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut sections: Vec<(String, Vec<_>)> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(name) => sections.push((name.to_owned(), Vec::new())),
            None => {
                let (key, value) = line.split_once('=').unwrap_or_else(|| panic!("{line}"));
                sections.last_mut().unwrap().1.push((key.to_owned(), value.to_owned()));
            }
        }
    }
    sections
}

/// All values of a key.
pub(crate) fn values(text: &str, key: &str) -> Vec<String> {
    let all = sections(text).into_iter().flat_map(|(_, keys)| keys);
    all.filter(|(own, _)| own == key).map(|(_, value)| value).collect()
}

/// The service under the name that it is installed as, with the program where it is here: systemd looks for it.
fn installed(site: &Site) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let text = site.text("systemd/gateway.service");
    assert_eq!(text.matches("/usr/local/bin/gateway serve").count(), 1);
    let name = &values(&text, "User")[0];
    let file = folder.path().join(format!("{name}.service"));
    std::fs::write(&file, text.replace("/usr/local/bin/gateway serve", &format!("{GATEWAY} serve"))).unwrap();
    (folder, file)
}

#[test]
fn systemd_reads_the_service_without_a_warning() {
    for site in sites() {
        let (_folder, file) = installed(site);
        assert_eq!(systemd_analyze(&["verify", "--man=no", file.to_str().unwrap()]), "", "{}", site.contract);
    }
}

#[test]
fn the_service_is_exposed_less_than_2() {
    let (_folder, file) = installed(crate::site::shipped());
    // The threshold is in tenths; what is above it is a failure.
    let said = systemd_analyze(&["security", "--offline=true", "--threshold=19", file.to_str().unwrap()]);
    assert!(said.contains("Overall exposure level"), "{said}");
}

#[test]
fn the_user_of_the_service_is_the_one_that_is_made() {
    for site in sites() {
        let user = values(&site.text("systemd/gateway.service"), "User");
        let made = site.text("systemd/gateway.sysusers.conf");
        let line = made.lines().find(|line| !line.starts_with('#')).unwrap();
        assert_eq!(line.split(' ').nth(1), user.first().map(String::as_str));
    }
}

/// Podman 4.3, which Debian has, knows no Quadlets; so these are the keys that podman-systemd.unit(5) has.
const KEYS: [(&str, &[&str]); 6] = [
    ("Unit", &["Description", "After", "Wants"]),
    (
        "Container",
        &[
            "ContainerName",
            "DropCapability",
            "Environment",
            "Exec",
            "Group",
            "HealthCmd",
            "HealthInterval",
            "HealthRetries",
            "HealthStartPeriod",
            "HealthTimeout",
            "Image",
            "Network",
            "NoNewPrivileges",
            "PodmanArgs",
            "PublishPort",
            "ReadOnly",
            "Tmpfs",
            "User",
            "Volume",
        ],
    ),
    ("Service", &["Restart", "TimeoutStopSec"]),
    ("Install", &["WantedBy"]),
    ("Network", &["NetworkName"]),
    ("Volume", &["VolumeName"]),
];

#[test]
fn quadlets_have_keys_that_podman_knows_and_refer_to_each_other() {
    for site in sites() {
        let files = site.files("quadlet");
        assert_eq!(files, ["gateway-state.volume", "gateway.container", "gateway.network"]);
        for file in &files {
            for (section, keys) in sections(&site.text(&format!("quadlet/{file}"))) {
                let known =
                    KEYS.iter().find(|known| known.0 == section).unwrap_or_else(|| panic!("{section}")).1;
                let unknown: Vec<_> = keys.iter().filter(|(key, _)| !known.contains(&key.as_str())).collect();
                assert!(unknown.is_empty(), "{unknown:?} in {file}");
            }
        }
        let container = site.text("quadlet/gateway.container");
        assert_eq!(values(&container, "Network"), ["gateway.network"]);
        assert!(values(&container, "Volume").contains(&"gateway-state.volume:/state".to_owned()));
    }
}

#[test]
fn what_a_quadlet_says_to_systemd_is_right() {
    for site in sites() {
        let text = site.text("quadlet/gateway.container");
        let (before, rest) = text.split_once("[Container]").unwrap();
        let (_, after) = rest.split_once("[Service]").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("gateway.service");
        std::fs::write(&file, format!("{before}[Service]\nExecStart={GATEWAY} serve{after}")).unwrap();
        assert_eq!(systemd_analyze(&["verify", "--man=no", file.to_str().unwrap()]), "", "{}", site.contract);
    }
}
