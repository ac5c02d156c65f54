//! Where spans go, from the configuration and the environment.

use std::collections::BTreeMap;
use std::time::Duration;

use gateway_runtime::backend::Environment;
use gateway_runtime::secret::{Secret, sounds_secret};
use gateway_runtime::web::is_trustworthy;
use gateway_runtime::words;
use serde::{Deserialize, Deserializer};

use crate::credentials::reference::refers;

/// `[tracing]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct TracingConfig {
    /// Base address of a collector that speaks OTLP over HTTP, such as `http://127.0.0.1:4318`: spans go to `/v1/traces`
    /// below it.
    endpoint: Option<String>,
    /// What each request carries, by reference where it is secret.
    headers: BTreeMap<String, String>,
    /// Which part of the traces that begin here is recorded, 0 to 1; all when absent.
    #[serde(deserialize_with = "ratio")]
    ratio: Option<f64>,
    /// How long a request may take; 10 s when absent.
    #[serde(deserialize_with = "duration")]
    timeout: Option<Duration>,
    /// What the gateway is called; its name in `tools.toml` when absent.
    service_name: Option<String>,
    /// More that is told of it.
    attributes: BTreeMap<String, String>,
}

/// Where spans go.
pub(super) struct Wanted {
    pub(super) url: String,
    /// The address as it is shown.
    pub(super) shown: Secret,
    pub(super) headers: Vec<(String, Secret)>,
    pub(super) ratio: f64,
    pub(super) timeout: Duration,
    pub(super) resource: Vec<(String, String)>,
}

const PATIENCE: Duration = Duration::from_secs(10);

impl TracingConfig {
    /// What holds; `None` where no collector is named.
    pub(super) fn settle(&self, environment: &Environment) -> Result<Option<Wanted>, String> {
        let variable = |name: &str| environment.get(name).filter(|value| !value.expose().is_empty());
        let is_off =
            variable("OTEL_SDK_DISABLED").is_some_and(|off| off.expose().eq_ignore_ascii_case("true"));
        let Some(shown) = self.address(environment, &variable)?.filter(|_| !is_off) else { return Ok(None) };
        let headers = self.headers(environment, &variable)?;
        safe(&shown, &headers)?;
        Ok(Some(Wanted {
            url: shown.expose().to_owned(),
            shown,
            headers,
            ratio: self.ratio.unwrap_or(1.0),
            timeout: self.timeout.unwrap_or(PATIENCE),
            resource: self.resource(&variable),
        }))
    }

    /// The configured base, else that of the environment, each with the path; or the whole address that there is for it.
    fn address(
        &self,
        environment: &Environment,
        variable: &dyn Fn(&str) -> Option<Secret>,
    ) -> Result<Option<Secret>, String> {
        if let Some(endpoint) = &self.endpoint {
            let endpoint = environment.expand(endpoint);
            return endpoint
                .map(|base| Some(below(&base)))
                .map_err(|error| format!("tracing.endpoint: {error}"));
        }
        let whole = variable("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
        Ok(whole.or_else(|| variable("OTEL_EXPORTER_OTLP_ENDPOINT").map(|base| below(&base))))
    }

    fn headers(
        &self,
        environment: &Environment,
        variable: &dyn Fn(&str) -> Option<Secret>,
    ) -> Result<Vec<(String, Secret)>, String> {
        if self.headers.is_empty() {
            const NAMES: [&str; 2] = ["OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS"];
            let found = NAMES.into_iter().find_map(|name| Some((name, variable(name)?)));
            return Ok(found.map_or(Vec::new(), |(name, text)| {
                let shown = |value: String| Secret::new(value, format!("${{{name}}}"));
                pairs(text.expose()).into_iter().map(|(key, value)| (key, shown(value))).collect()
            }));
        }
        self.headers
            .iter()
            .map(|(name, value)| Ok((name.clone(), filled(environment, name, value)?)))
            .collect()
    }

    /// What is told of the gateway: what is configured counts before the environment.
    fn resource(&self, variable: &dyn Fn(&str) -> Option<Secret>) -> Vec<(String, String)> {
        let text = |name| variable(name).map(|value| value.expose().to_owned());
        let mut all: BTreeMap<String, String> = [
            ("service.name".to_owned(), crate::generated::CONTRACT.name.to_owned()),
            ("service.version".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
            ("process.pid".to_owned(), std::process::id().to_string()),
            ("telemetry.sdk.language".to_owned(), "rust".to_owned()),
        ]
        .into();
        all.extend(text("OTEL_RESOURCE_ATTRIBUTES").iter().flat_map(|text| pairs(text)));
        all.extend(text("OTEL_SERVICE_NAME").map(|name| ("service.name".to_owned(), name)));
        all.extend(self.attributes.clone());
        all.extend(self.service_name.clone().map(|name| ("service.name".to_owned(), name)));
        all.into_iter().collect()
    }
}

/// Refuses to show a credential to whoever is between here and another machine. Spans alone may go there in plain text.
fn safe(address: &Secret, headers: &[(String, Secret)]) -> Result<(), String> {
    let (url, shown) = (address.expose(), address.to_string());
    let is_secret = |(name, value): &&(String, Secret)| sounds_secret(name) || refers(&value.to_string());
    let carrier = match headers.iter().find(is_secret) {
        Some((name, _)) => format!("the header `{name}`"),
        None if has_reference_below(&shown) || has_user(url) => "what its address holds".to_owned(),
        None => return Ok(()),
    };
    // What is no address is named as such where it is used.
    if is_trustworthy(url) || !url.starts_with("http://") {
        return Ok(());
    }
    Err(format!(
        "tracing.endpoint: {shown} is plain HTTP to another machine, and {carrier} would be sent for all between to read; \
         write https://, or send to a collector on this machine"
    ))
}

/// Whether something is filled in behind the host; a host that is filled in is no secret.
fn has_reference_below(shown: &str) -> bool {
    let below = shown.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    below.is_some_and(|(_, path)| path.contains("${"))
}

/// Whether an address has a name or a password before its host.
fn has_user(url: &str) -> bool {
    url.parse::<hyper::Uri>().is_ok_and(|uri| uri.authority().is_some_and(|host| host.as_str().contains('@')))
}

fn filled(environment: &Environment, name: &str, value: &str) -> Result<Secret, String> {
    if sounds_secret(name) && !refers(value) {
        return Err(format!(
            "tracing.headers.{name}: a secret is written out here; write `${{NAME}}` and set that variable, or \
             `${{file:/PATH}}`"
        ));
    }
    environment.expand(value).map_err(|error| format!("tracing.headers.{name}: {error}"))
}

/// The address of spans below a base.
fn below(base: &Secret) -> Secret {
    let path = |text: &str| format!("{}/v1/traces", text.trim_end_matches('/'));
    Secret::new(path(base.expose()), path(&base.to_string()))
}

/// `key=value` pairs between commas; values may be percent-encoded (W3C Baggage, as OpenTelemetry uses it).
fn pairs(text: &str) -> Vec<(String, String)> {
    let pair =
        |part: &str| part.split_once('=').map(|(key, value)| (key.trim().to_owned(), decoded(value.trim())));
    text.split(',').filter_map(pair).filter(|(key, _)| !key.is_empty()).collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        match after.get(..2).and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

fn ratio<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let ratio = f64::deserialize(deserializer)?;
    let is_right = (0.0..=1.0).contains(&ratio);
    is_right.then_some(Some(ratio)).ok_or_else(|| {
        serde::de::Error::custom(format!("{ratio} is not a part; write a number from 0 (none) to 1 (all)"))
    })
}

fn duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    words::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_as_baggage_is() {
        for (text, expected) in [
            ("a=1,b=2", vec![("a", "1"), ("b", "2")]),
            (" a = b%20c , d=%2C%zz", vec![("a", "b c"), ("d", ",%zz")]),
            ("a,=b,", vec![]),
        ] {
            let found = pairs(text);
            let found: Vec<_> = found.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn credentials_leave_this_machine_over_tls_alone() {
        let environment: Environment = [("TOKEN", "s3cr3t"), ("PLACE", "collector")]
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .into_iter()
            .collect();
        for (endpoint, headers, is_refused) in [
            ("http://collector:4318", &[][..], false),
            ("http://collector:4318", &[("Authorization", "Bearer ${TOKEN}")], true),
            ("http://collector:4318", &[("x-team", "${TOKEN}")], true),
            ("http://collector:4318", &[("x-team", "blue")], false),
            ("http://10.0.0.7:4318", &[("x-api-key", "${TOKEN}")], true),
            ("http://localhost.example:4318", &[("x-api-key", "${TOKEN}")], true),
            ("http://collector:4318/${TOKEN}", &[], true),
            ("http://me:word@collector:4318", &[], true),
            ("http://${PLACE}:4318", &[], false),
            ("https://collector:4318/${TOKEN}", &[("Authorization", "Bearer ${TOKEN}")], false),
            ("http://localhost:4318", &[("Authorization", "Bearer ${TOKEN}")], false),
            ("http://[::1]:4318", &[("Authorization", "Bearer ${TOKEN}")], false),
            ("http://127.0.0.1:4318/${TOKEN}", &[("Authorization", "Bearer ${TOKEN}")], false),
        ] {
            let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            let config = TracingConfig {
                endpoint: Some(endpoint.into()),
                headers: headers.collect(),
                ..TracingConfig::default()
            };
            match config.settle(&environment) {
                Ok(_) => assert!(!is_refused, "{endpoint}"),
                Err(reason) => {
                    assert!(
                        is_refused && reason.contains("is plain HTTP to another machine"),
                        "{endpoint}: {reason}"
                    );
                    assert!(!reason.contains("s3cr3t"), "{reason}");
                }
            }
        }
    }

    #[test]
    fn the_configuration_counts_before_the_environment() {
        let environment: Environment = [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://env:4318/"),
            ("OTEL_SERVICE_NAME", "env"),
            ("OTEL_RESOURCE_ATTRIBUTES", "region=north,service.name=other"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "x-token=s3cr3t"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into_iter()
        .collect();
        let from_env = TracingConfig::default().settle(&environment).expect("settings").expect("a collector");
        assert_eq!(from_env.url, "https://env:4318/v1/traces");
        assert_eq!(
            format!("{:?}", from_env.headers),
            r#"[("x-token", Secret("${OTEL_EXPORTER_OTLP_HEADERS}"))]"#
        );
        let name = |wanted: &Wanted| {
            wanted.resource.iter().find(|(key, _)| key == "service.name").map(|(_, value)| value.clone())
        };
        assert_eq!(name(&from_env).as_deref(), Some("env"));
        let own = TracingConfig {
            endpoint: Some("https://own:1".into()),
            service_name: Some("own".into()),
            ..TracingConfig::default()
        };
        let own = own.settle(&environment).expect("settings").expect("a collector");
        assert_eq!((own.url.as_str(), name(&own).as_deref()), ("https://own:1/v1/traces", Some("own")));
    }
}
